// One requirement as PEP 508 writes it: `name[extra] >=2,<3 ; marker`, or `name @ url`.
import type { DeclaredDependency, DependencySource } from "../../facts/change.js";
import { declared, Unreadable, USUAL_REGISTRY, withoutCredentials } from "../reading.js";

type More = Partial<Pick<DeclaredDependency, "scope" | "source" | "indirect">>;

const NAME = /^([A-Za-z0-9](?:[\w.-]{0,200}[A-Za-z0-9])?)\s*(?:\[([^\]]{0,500})\])?\s*/;

/** Throws `Unreadable` for what is no requirement. */
export function requirement(written: string, line: number, more: More = {}): DeclaredDependency {
  const text = written.trim();
  const match = NAME.exec(text);
  if (match?.[1] === undefined) throw new Unreadable("a requirement cannot be read");
  const name = normaliseName(match[1]);
  const rest = text.slice(match[0].length);
  if (rest.startsWith("@")) {
    const location = rest.slice(1).trim().split(/\s/, 1)[0] ?? "";
    return fromSource(name, location, line, more);
  }
  const spec = (rest.split(";", 1)[0] ?? "").trim().replace(/^\((.*)\)$/, "$1");
  if (spec !== "" && !/^[<>=!~]/.test(spec)) throw new Unreadable("a requirement cannot be read");
  return declared("pypi", name, spec.replace(/\s+/g, ""), line, more);
}

/** What stands after `@` in a repository's location is the revision. */
export function fromSource(name: string, location: string, line: number, more: More = {}): DeclaredDependency {
  const source = directSource(location);
  if (source.kind !== "git") return declared("pypi", name, "", line, { ...more, source });
  const [place = ""] = source.location.split("#", 1);
  const at = place.lastIndexOf("@");
  const hasRevision = at > place.lastIndexOf("/");
  const git = { kind: "git", location: hasRevision ? place.slice(0, at) : place } as const;
  return declared("pypi", name, hasRevision ? place.slice(at + 1) : "", line, { ...more, source: git });
}

/** PEP 503: names that differ in case, dashes, dots and underscores only are the same. */
export function normaliseName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

/** Where a URL, a repository or a folder says that the code is. */
export function directSource(written: string): DependencySource {
  const location = withoutCredentials(written);
  if (/^(?:git|hg|svn|bzr)(?:\+|:)|^[\w.-]+@[\w.-]+:/i.test(written)) return { kind: "git", location };
  if (/^https?:\/\/[^#]+\.git(?:[@#]|$)/i.test(written)) return { kind: "git", location };
  if (/^file:/i.test(written) || !/^[a-z][a-z0-9+.-]+:/i.test(written)) return { kind: "path", location };
  return { kind: "url", location };
}

/** An index of the project's own, or null for the one that everybody uses. */
export function indexSource(url: string | null): DependencySource {
  if (url === null || /^https:\/\/(?:pypi\.org|pypi\.python\.org)(?:\/|$)/i.test(url)) return USUAL_REGISTRY;
  return { kind: "registry", index: withoutCredentials(url).replace(/\/+$/, "") };
}
