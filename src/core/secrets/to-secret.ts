// What becomes of a match: in which files it counts, what may be known of it outside this folder (where it is, a mask, a hash that
// names the finding). A shape counts everywhere; what only a name makes suspicious does
// not count where people write examples, and a value without quotes only where values need none.
import type { Secret } from "../facts/examination.js";
import { sha256 } from "../ground/canonical.js";
import { fileKind } from "../paths/file-kind.js";
import { isTranslationPath } from "../paths/inert.js";
import { isGeneratedPath, isLockfilePath, isVendoredPath } from "../paths/not-read.js";
import type { Match } from "./scanner.js";

export interface Place {
  readonly lower: string;
  readonly kind: "program" | "prose" | "examples";
  readonly isConfiguration: boolean;
  /** Numbers mean nothing here: hashes, recorded output, generated text. */
  readonly isData: boolean;
}

export function placeOf(path: string): Place {
  const lower = path.toLowerCase();
  const kind = fileKind(path);
  const isData =
    isLockfilePath(lower) || isGeneratedPath(lower) || isVendoredPath(lower) || kind === "media" || kind === "snapshot";
  const isExample =
    isData ||
    kind === "test" ||
    kind === "style" ||
    isTranslationPath(lower) ||
    EXAMPLE_NAME.test(lower) ||
    EXAMPLE_FOLDER.test(lower);
  const isProse = kind === "prose" || /\.(?:mdx?|rst|adoc|txt)$/.test(lower);
  return {
    lower,
    kind: isExample ? "examples" : isProse ? "prose" : "program",
    isConfiguration: CONFIGURATION.test(lower),
    isData,
  };
}

const EXAMPLE_NAME =
  /(?:^|[/._-])(?:examples?|samples?|templates?|tmpl|dist|defaults?|stubs?|mocks?|fixtures?|fake|dummy|stories)(?:[._-][^/]*)?$/;
const EXAMPLE_FOLDER =
  /(?:^|\/)(?:examples?|samples?|fixtures|__fixtures__|mocks|__mocks__|testdata|cassettes|stories|benchmarks?)\//;
const CONFIGURATION =
  /(?:^|\/)(?:\.env(?:\.[\w.-]*)?|[^/]*\.env|[^/]*\.(?:ya?ml|ini|cfg|conf|config|properties|tfvars|sh|bash|zsh|fish|ps1|bat|cmd|netrc|pypirc|pgpass|xml|plist)|\.(?:npmrc|yarnrc|netrc|pypirc|pgpass|my\.cnf|htpasswd|s3cfg|boto)|_netrc|dockerfile[^/]*|[^/]*\.dockerfile|makefile|procfile|credentials|config)$/;

/** A name proves little about a value on a line that no person wrote. */
const LONGEST_WRITTEN = 3_000;

export function countsHere(
  { certainty, detector, value }: Match,
  { kind, isConfiguration }: Place,
  line: string,
): boolean {
  if (certainty === "shape") return true;
  if (kind === "examples" || line.length > LONGEST_WRITTEN) return false;
  if (kind === "prose") return detector !== "hard-coded-password" && value.length >= 24 && certainty === "name";
  return certainty === "name" || isConfiguration;
}

interface Found {
  readonly path: string;
  readonly line: number;
  readonly detector: string;
  readonly what: string;
  readonly value: string;
  readonly harmless: number;
}

export function toCredential({ path, line, detector, what, value, harmless }: Found): Secret {
  const masked = `${value.slice(0, harmless)}…`;
  return { detector, what, kind: "credential", line, masked, id: idOf(path, detector, value) };
}

/**
 * Numbers of people are few enough to try them all against a hash, so the id is made of what stands around the number, with
 * every digit of it blanked.
 */
export function toPersonalData(found: Omit<Found, "harmless" | "value"> & { readonly around: string }): Secret {
  const { path, line, detector, what, around } = found;
  return {
    detector,
    what,
    kind: "personal-data",
    line,
    masked: "…",
    id: idOf(path, detector, around.replace(/\d/g, "0")),
  };
}

/** 12 hex digits: enough to tell the findings of a repository apart, short enough to type. */
function idOf(path: string, detector: string, rest: string): string {
  return sha256(JSON.stringify([path, detector, rest])).slice(0, 12);
}
