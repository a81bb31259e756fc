// Where code comes from, without its version: two sources of the same place differ in the version only.
import type { DependencySource } from "../facts/change.js";
import { hostOf } from "./reading.js";

/** Hosts that keep the code of everybody: there the owner and the repository are part of the place. */
const FORGES =
  /^(?:(?:codeload\.|api\.|raw\.)?github(?:usercontent)?\.com|gitlab\.com|bitbucket\.org|codeberg\.org|git\.sr\.ht|gist\.github\.com|npm\.pkg\.github\.com)$/;

/** Such as `github.com/acme/x` or `packages.example`; empty: the usual registry. */
export function placeOf(source: DependencySource): string {
  if (source.kind === "registry") return source.index === null ? "" : `registry ${source.index.toLowerCase()}`;
  if (source.kind === "path") return `path ${source.location}`;
  const [host, path] = hostAndPath(source.location);
  if (host === null) return `${source.kind} ${source.location}`;
  if (source.kind === "url" && !FORGES.test(host)) return `url ${host}`;
  const parts = path
    .replace(/\.git$/i, "")
    .split("/")
    .filter((part) => part !== "" && part !== "repos");
  return `${host.replace(/^(?:codeload|api)\./, "")}/${parts.slice(0, 2).join("/")}`.toLowerCase();
}

function hostAndPath(location: string): readonly [string | null, string] {
  const short = /^(github|gitlab|bitbucket):([^#]+)/.exec(location);
  if (short?.[1] !== undefined) return [`${short[1]}.${short[1] === "bitbucket" ? "org" : "com"}`, short[2] ?? ""];
  const scp = /^[\w.-]{1,64}@([\w.-]{1,255}):([^#]*)/.exec(location);
  if (scp?.[1] !== undefined) return [scp[1].toLowerCase(), scp[2] ?? ""];
  const bare = /^[\w.-]+\/[\w.-]+(?:#.*)?$/.exec(location);
  if (bare !== null) return ["github.com", location.replace(/#.*$/, "")];
  const url = location.replace(/^(?:git|hg|svn|bzr)\+/, "");
  return [hostOf(location), URL.canParse(url) ? new URL(url).pathname : ""];
}

/** True: code of this repository, as far as the path says. Archives and what lies outside of the repository are not. */
export function isOwnFolder(source: DependencySource, manifest: string): boolean {
  if (source.kind !== "path") return false;
  const { location } = source;
  if (/^workspace:/.test(location)) return true;
  const path = location.replace(/^(?:file|link|portal):/, "");
  if (/^[/~]|^[A-Za-z]:|^[a-z]+:|\$|\\|\.(?:tgz|tar\.gz|whl|zip|jar|gem|nupkg|crate)$/i.test(path)) return false;
  let depth = manifest.split("/").length - 1;
  for (const part of path.split("/")) {
    if (part === "..") depth--;
    else if (part !== "." && part !== "") depth++;
    if (depth < 0) return false;
  }
  return true;
}
