// Reads a TypeScript program without its types: the types are blanked out of the text, and what remains is read as any program.
// Wherever the remaining text could be cut into statements in another way than the compiler cut the first, nothing is proved.

import { type Directive, sortComments } from "../syntax/comments/directives.js";
import { compareParts } from "../syntax/compared-parts.js";
import { findQuotedRegions } from "../syntax/quoted-regions.js";
import type { Leaf } from "../syntax/read-program.js";
import { type Parsed, type Unread, unread, withParsed } from "../syntax/with-parsed.js";
import { type Erasure, findErasures } from "./erasures.js";

/** Compilers, generators and frameworks that make code from types, each known by its name or by the call that it replaces. */
const READS_TYPES =
  /["'](?:typia|ts-runtime-checks|typescript-is|ts-auto-mock|ts-transformer-[\w-]{1,40}|ts-reflection|tst-reflect|ts-interface-[\w-]{1,20}|tsoa|reflect-metadata|@deepkit\/[\w-]{1,40}|@typia\/[\w-]{1,40}|@nestia\/[\w-]{1,40}|encore\.dev|rttist|typescript-rtti|@wessberg\/di|ts-nameof|ts-patch)(?:\/[^"']{0,80})?["']|\bdefine(?:Props|Emits|Slots|Model|Options)\b/;
/** AssemblyScript looks like TypeScript, and its types say how numbers are computed. */
const MACHINE_TYPES = /[:<|,][ \t]{0,4}(?:[iu](?:8|16|32|64|size)|f(?:32|64)|v128)\b/;

export async function readErased(language: "typescript" | "tsx", text: string): Promise<TypesReading> {
  if (READS_TYPES.test(text) || MACHINE_TYPES.test(text)) return unread("its types may be read while it is built");
  return withParsed({ language, text }, async (parsed): Promise<TypesReading> => {
    const erasures = findErasures(parsed.tree);
    if (erasures === null) return unread("some of its types may count while it runs");
    const isErased = createRangeFinder(erasures);
    const kept = parsed.program.leaves.filter(({ start, end }) => end > start && !isErased(start));
    if (hasUnsoundEnd(parsed, erasures, kept)) return unread("without its types a line could join the one before");
    return readRest(parsed, { erasures, kept, directives: directivesWithin(parsed, erasures) });
  });
}

export type TypesReading = { readonly status: "read"; readonly parts: readonly string[] } | Unread;

/** Comments that steer compilers, linters and scanners, in order. */
export function directivesOf({ language, program, text }: Parsed): readonly Directive[] {
  return sortComments(program, { language, text, regions: findQuotedRegions(language, text) }).directives;
}

interface Erased {
  readonly erasures: readonly Erasure[];
  readonly kept: readonly Leaf[];
  /** Directive comments among what is erased: they steer compilers and linters all the same. */
  readonly directives: readonly string[];
}

function readRest({ language, text, tree }: Parsed, { erasures, kept, directives }: Erased): Promise<TypesReading> {
  const isModule = tree.rootNode.children.some((child) => /^(?:import|export)_statement$/.test(child?.type ?? ""));
  const rest = blanked(text, erasures);
  return withParsed({ language, text: rest }, ({ program, tree: restTree }): TypesReading => {
    if (findErasures(restTree)?.length !== 0 || !areSame(kept, program.leaves))
      return unread("its types cannot be told apart");
    const { parts } = compareParts(language, program, rest);
    return { status: "read", parts: [isModule ? "module" : "script", ...directives, ...parts] };
  });
}

/** Offsets stay as they are; line ends within a type go with it. */
function blanked(text: string, erasures: readonly Erasure[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of erasures) {
    pieces.push(text.slice(at, start), " ".repeat(end - start));
    at = end;
  }
  return pieces.join("") + text.slice(at);
}

/** INVARIANT: what remains is cut into the same tokens, of the same kinds, as it was among the types. */
function areSame(kept: readonly Leaf[], leaves: readonly Leaf[]): boolean {
  const rest = leaves.filter(({ start, end }) => end > start);
  return (
    kept.length === rest.length &&
    kept.every(
      ({ kind, start, end }, at) => kind === rest[at]?.kind && start === rest[at].start && end === rest[at].end,
    )
  );
}

function directivesWithin(parsed: Parsed, erasures: readonly Erasure[]): readonly string[] {
  const isErased = createRangeFinder(erasures);
  return directivesOf(parsed)
    .filter(({ comment }) => isErased(comment.start))
    .map(({ text }) => `erased ${text}`);
}

/** Tells of ascending offsets whether they stand in a range. */
function createRangeFinder(ranges: readonly Erasure[]): (offset: number) => boolean {
  let next = 0;
  return (offset) => {
    while ((ranges[next]?.end ?? Number.POSITIVE_INFINITY) <= offset) next++;
    return (ranges[next]?.start ?? Number.POSITIVE_INFINITY) <= offset;
  };
}

/**
 * The compiler ends a statement at line ends beside and within types by rules of its own, which our grammar does not know in full.
 * True: a compiler may see the end of a statement where we see none, or none where we see one. `kept`: the leaves that are no types.
 */
function hasUnsoundEnd({ program, text }: Parsed, erasures: readonly Erasure[], kept: readonly Leaf[]): boolean {
  return joinsLines(kept, erasures, text) || endsWithin(program.leaves, erasures, text);
}

/** A type is gone between two tokens on different lines: may the second go on where the first ended, or the reverse? */
function joinsLines(kept: readonly Leaf[], erasures: readonly Erasure[], text: string): boolean {
  let at = 0;
  for (const { start, end, isWhole } of erasures) {
    while ((kept[at]?.start ?? Number.POSITIVE_INFINITY) < start) at++;
    const [prev, next] = [kept[at - 1], kept[at]];
    const around = text.slice(prev?.end ?? 0, start) + text.slice(end, next?.start ?? text.length);
    if (!around.includes("\n")) continue;
    if (prev !== undefined && HOLDS_LINE.has(prev.text) && !isWhole) return true;
    const isParted = prev === undefined || prev.text === ";" || (isWhole && prev.text === "{");
    if (next !== undefined && MAY_GO_ON.test(next.text) && !isParted) return true;
  }
  return false;
}

/** Words that a line end parts from what follows, or that are names at a line's end. */
const HOLDS_LINE = new Set(
  "return throw break continue yield async await static get set accessor readonly public private protected override abstract declare let using of".split(
    " ",
  ),
);

/** What can start a statement and go on with one. */
const MAY_GO_ON = /^(?:[([`+\-/<*]|=>|in$|instanceof$|as$|satisfies$|is$|\.\.\.)/;

/** Within a type and outside of its brackets, a line may end only where the type clearly goes on. */
function endsWithin(leaves: readonly Leaf[], erasures: readonly Erasure[], text: string): boolean {
  let at = 0;
  for (const { start, end } of erasures) {
    while ((leaves[at]?.start ?? Number.POSITIVE_INFINITY) < start) at++;
    let depth = 0;
    for (let prev: Leaf | undefined; (leaves[at]?.start ?? end) < end; prev = leaves[at++]) {
      const leaf = leaves[at];
      if (leaf === undefined) break;
      if (/^[)\]}>]$/.test(leaf.text)) depth--;
      const isNewLine = prev !== undefined && depth === 0 && text.slice(prev.end, leaf.start).includes("\n");
      if (isNewLine && prev !== undefined && !ASKS_FOR_MORE.test(prev.text) && !GOES_ON.test(leaf.text)) return true;
      if (/^[([{<]$/.test(leaf.text)) depth++;
    }
  }
  return false;
}

const ASKS_FOR_MORE = /^(?:[=|&:?,.]|=>|extends|implements|from|keyof|typeof|infer|readonly)$/;
const GOES_ON = /^(?:[|&=?:.,;)\]}>]|=>|extends|implements|from)$/;
