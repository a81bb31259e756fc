// Images that a Dockerfile builds on, copies from or mounts, and the one that reads the file itself (`# syntax=`).
import { type Arg, DockerfileParser, type From, type Instruction, type ModifiableInstruction } from "dockerfile-ast";
import type { DeclaredDependency } from "../../facts/change.js";
import { type Reading, type Setting, Unreadable } from "../reading.js";
import { filledIn, image } from "./image.js";

const MAX_CHARACTERS = 512 * 1024;

export function readDockerfile(text: string): Reading {
  if (text.length > MAX_CHARACTERS) throw new Unreadable("it is too large to be read as a Dockerfile");
  const file = DockerfileParser.parse(text);
  const stages = new Set<string>();
  const named: Named[] = [...syntaxImage(text)];
  const values = new Map(file.getInitialARGs().flatMap(defaultOf));
  for (const instruction of file.getInstructions()) {
    const line = instruction.getRange().start.line + 1;
    for (const written of imagesOf(instruction)) {
      const name = filledIn(written, values);
      if (!stages.has(name.toLowerCase()) && name !== "scratch" && !/^\d+$/.test(name)) named.push({ name, line });
    }
    if (isFrom(instruction)) {
      const stage = instruction.getBuildStage();
      if (stage !== null) stages.add(stage.toLowerCase());
    }
  }
  const read = named.map(({ name, line }) => ({ name, line, dependency: image(name, line) }));
  return {
    dependencies: read.flatMap(({ dependency }): DeclaredDependency[] => (dependency === null ? [] : [dependency])),
    settings: read.flatMap(({ name, line, dependency }) => (dependency === null ? [unread(name, line)] : [])),
  };
}

interface Named {
  readonly name: string;
  readonly line: number;
}

function defaultOf(arg: Arg): readonly (readonly [string, string])[] {
  const property = arg.getProperty();
  const value = property?.getValue() ?? null;
  return property === null || property === undefined || value === null ? [] : [[property.getName(), value]];
}

function isFrom(instruction: Instruction): instruction is From {
  return instruction.getKeyword() === "FROM";
}

/** `FROM image`, `COPY --from=image`, `RUN --mount=type=bind,from=image`. */
function imagesOf(instruction: Instruction): readonly string[] {
  if (isFrom(instruction)) return [instruction.getImage() ?? ""];
  if (!hasFlags(instruction)) return [];
  return instruction.getFlags().flatMap((flag) => {
    const value = flag.getValue() ?? "";
    if (flag.getName() === "from") return value;
    return flag.getName() === "mount" ? (/(?:^|,)from=([^\s,]{1,300})/.exec(value)?.[1] ?? []) : [];
  });
}

function hasFlags(instruction: Instruction): instruction is ModifiableInstruction {
  return "getFlags" in instruction;
}

/** The build asks this image how the file is to be read. Only comments may stand before it. */
function syntaxImage(text: string): readonly Named[] {
  for (const [index, line] of text.split("\n", 20).entries()) {
    const directive = /^\s*#\s*(\w{1,40})\s*=\s*(\S{1,300})/.exec(line.slice(0, 1000));
    if (directive === null) return [];
    if (directive[1]?.toLowerCase() === "syntax") return [{ name: directive[2] ?? "", line: index + 1 }];
  }
  return [];
}

export function unread(written: string, line: number): Setting {
  const reason = "takes an image whose name does not stand in the file";
  return { key: `image ${written}`, value: "", line, reason, whenRemoved: null };
}
