// Draws a text of a shape: the small part of RE2 syntax that the tables are written in, every character of a class as likely
// as any other, as in a credential.
import { createHash } from "node:crypto";

export function sampleOf(shape: string, seed: string): string {
  const draw = drawer(seed);
  const [text, rest] = alternatives(shape, draw);
  if (rest !== "") throw new Error(`cannot read the shape from ${rest}`);
  return text;
}

type Draw = (below: number) => number;

function drawer(seed: string): Draw {
  let count = 0;
  return (below) => createHash("sha256").update(`${seed} ${count++}`).digest().readUInt32BE() % below;
}

/** Reads up to the end or the closing parenthesis; gives one of the alternatives. */
function alternatives(shape: string, draw: Draw): [string, string] {
  const texts: string[] = [];
  let rest = `|${shape}`;
  while (rest.startsWith("|")) {
    let text = "";
    rest = rest.slice(1);
    while (rest !== "" && rest[0] !== "|" && rest[0] !== ")") {
      const [atom, behind] = readAtom(rest, draw);
      const quantifier = /^(?:\{(\d+)(?:,(\d+))?\}|(\?))/.exec(behind);
      const [least, most] = bounds(quantifier);
      const times = least + (most > least ? draw(Math.min(most - least, 20) + 1) : 0);
      for (let at = 0; at < times; at++) text += atom();
      rest = behind.slice(quantifier?.[0].length ?? 0);
    }
    texts.push(text);
  }
  return [texts[draw(texts.length)] ?? "", rest];
}

function bounds(quantifier: RegExpExecArray | null): [number, number] {
  if (quantifier === null) return [1, 1];
  if (quantifier[3] !== undefined) return [0, 1];
  return [Number(quantifier[1]), Number(quantifier[2] ?? quantifier[1])];
}

function readAtom(shape: string, draw: Draw): [() => string, string] {
  const group = /^\((?:\?i?:)?/.exec(shape);
  if (group !== null) {
    const inside = shape.slice(group[0].length);
    const [, rest] = alternatives(inside, draw);
    return [() => alternatives(inside, draw)[0], rest.slice(1)];
  }
  const [atom = ""] = /^(?:\[(?:\\.|[^\]\\])+\]|\\.|.)/.exec(shape) ?? [];
  const isClass = atom.startsWith("[") || /^\\[dws]$/.test(atom);
  const letters = isClass
    ? LETTERS.filter((letter) => new RegExp(`^${atom}$`).test(letter))
    : [atom.replace(/^\\/, "")];
  return [() => letters[draw(letters.length)] ?? "", shape.slice(atom.length)];
}

const LETTERS = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).filter(
  (letter) => !/[\s"'`\\,;<>]/.test(letter) || letter === " ",
);
