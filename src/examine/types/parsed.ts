// A text with its tree and its leaves, for as long as a reader needs them.
import type { Tree } from "web-tree-sitter";
import { type Directive, sortComments } from "../syntax/comments/directives.js";
import { findHazard } from "../syntax/hazards.js";
import { LANGUAGE_NAMES, type LanguageId } from "../syntax/languages.js";
import { parse } from "../syntax/parse.js";
import { findQuotedRegions } from "../syntax/quoted-regions.js";
import { type Program, readProgram } from "../syntax/read-program.js";
import { TRAITS } from "../syntax/traits.js";

export interface Parsed {
  readonly language: LanguageId;
  readonly text: string;
  /** Valid only while the reader runs. */
  readonly tree: Tree;
  readonly program: Program;
}

/** Chosen: as long as the comparison of syntax takes at most for one side. */
const PARSE_MS = 3_000;
const MAX_LEAVES = 200_000;

/** Parses, and lets the reader read; unread what has no sound tree. */
export async function withParsed(
  language: LanguageId,
  text: string,
  reader: (parsed: Parsed) => TypesReading | Promise<TypesReading>,
): Promise<TypesReading> {
  const hazard = findHazard(language, text);
  if (hazard !== null) return unread(hazard);
  const until = performance.now() + PARSE_MS;
  const tree = await parse(language, text, () => performance.now() > until);
  if (tree === null) return unread("it took too long to parse");
  try {
    if (tree.rootNode.hasError) return unread(`it cannot be parsed as ${LANGUAGE_NAMES[language]} without doubt`);
    const program = readProgram(tree, text, { traits: TRAITS[language], maxLeaves: MAX_LEAVES });
    if (program === null) return unread("it has too many tokens to compare");
    return await reader({ language, text, tree, program });
  } finally {
    tree.delete();
  }
}

/** Comments that steer compilers, linters and scanners, in order. */
export function directivesOf({ language, program, text }: Parsed): readonly Directive[] {
  return sortComments(program, { language, text, regions: findQuotedRegions(language, text) }).directives;
}

export type TypesReading =
  | { readonly status: "read"; readonly parts: readonly string[] }
  /** `reason` is for people and quotes nothing of the text. */
  | { readonly status: "unread"; readonly reason: string };

export function unread(reason: string): TypesReading {
  return { status: "unread", reason };
}
