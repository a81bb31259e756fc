// Is a name nearly that of a popular package? The tricks of impostors: a slip of a letter, two letters swapped, other
// separators, a scope written as a prefix or left out, and a language's name put before or behind.
import { distance } from "fastest-levenshtein";
import type { Ecosystem } from "../../core/facts/change.js";
import { NPM } from "./npm.js";
import { ACTIONS, CARGO, DOCKER, GO, MAVEN, NUGET, PACKAGIST, RUBYGEMS } from "./others.js";
import { PYPI } from "./pypi.js";

const POPULAR: Readonly<Record<Ecosystem, readonly string[]>> = {
  npm: NPM,
  pypi: PYPI,
  go: GO,
  cargo: CARGO,
  rubygems: RUBYGEMS,
  maven: MAVEN,
  nuget: NUGET,
  packagist: PACKAGIST,
  docker: DOCKER,
  actions: ACTIONS,
};

/** The popular package that the name imitates; null: none, or the name is a popular one itself. */
export function similarName(ecosystem: Ecosystem, name: string): string | null {
  const lower = name.toLowerCase().slice(0, 214);
  const popular = POPULAR[ecosystem];
  if (popular.some((known) => known.toLowerCase() === lower)) return null;
  return (
    popular.find((known) => bare(known) === bare(lower)) ??
    popular.find((known) => isSlip(lower, known.toLowerCase())) ??
    popular.find((known) => withoutAffix(ecosystem, lower) === known.toLowerCase()) ??
    null
  );
}

/** Without what people forget and confuse: `@types/node`, `types-node` and `types_node` are one. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[@/_.-]/g, "");
}

/** Names shorter than this are a letter away from each other by chance. Chosen, not measured. */
const MIN_LETTERS = 5;
const MIN_LETTERS_FOR_TWO = 11;

function isSlip(name: string, known: string): boolean {
  const shorter = Math.min(name.length, known.length);
  if (shorter < MIN_LETTERS || Math.abs(name.length - known.length) > 2) return false;
  if (scopeOf(name) !== null && scopeOf(name) === scopeOf(known)) return isSlipOfName(name, known);
  const far = distance(name, known);
  if (far === 1) return !isNumbered(name, known);
  return far === 2 && (isSwap(name, known) || shorter >= MIN_LETTERS_FOR_TWO);
}

/** Within one scope only the owner can publish, and families of names are usual: only a plain slip counts. */
function isSlipOfName(name: string, known: string): boolean {
  const [own = "", other = ""] = [name, known].map((each) => each.slice(each.indexOf("/") + 1));
  if (Math.max(own.length, other.length) < MIN_LETTERS - 1) return false;
  return (distance(own, other) === 1 && !isNumbered(own, other)) || isSwap(own, other);
}

/** `lodash4`, `jinja3`: a successor rather than a slip; a person who wants it is asked nothing by this rule. */
function isNumbered(a: string, b: string): boolean {
  return a.replace(/\d+$/, "") === b.replace(/\d+$/, "");
}

/** Two neighbouring letters changed places. */
function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return at !== -1 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/** The part that says whose it is: `@types`, `github.com/gorilla`, `org.slf4j`, `laravel`; null: none. */
function scopeOf(name: string): string | null {
  const end = Math.max(name.lastIndexOf("/"), name.lastIndexOf(":"));
  return end === -1 ? null : name.slice(0, end);
}

const AFFIXES: Partial<Record<Ecosystem, RegExp>> = {
  npm: /^(?:node|js|npm)-|[-.](?:js|node|npm)$/,
  pypi: /^(?:python3?|py)-|-(?:python3?|py)$/,
  cargo: /^(?:rust|cargo|rs)[-_]|[-_](?:rust|rs)$/,
  rubygems: /^(?:ruby|gem)-|-(?:ruby|gem)$/,
};

function withoutAffix(ecosystem: Ecosystem, name: string): string | null {
  const affix = AFFIXES[ecosystem];
  const rest = affix === undefined ? name : name.replace(affix, "");
  return rest !== name && rest.length >= MIN_LETTERS ? rest : null;
}
