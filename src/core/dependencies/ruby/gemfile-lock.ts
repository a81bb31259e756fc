// Gemfile.lock: sections by source, each with a remote and the gems that come from it; then what the Gemfile asks for.
import type { AskedPackage, DeclaredDependency, DependencySource } from "../../facts/change.js";
import { declared, type Reading, Unreadable, withoutCredentials } from "../reading.js";
import { rubyIndex } from "./gemfile.js";

const SECTIONS = new Set([
  "GEM",
  "GIT",
  "PATH",
  "PLUGIN SOURCE",
  "PLATFORMS",
  "DEPENDENCIES",
  "RUBY VERSION",
  "BUNDLED WITH",
  "CHECKSUMS",
]);

export function readGemfileLock(text: string): Reading {
  const dependencies: DeclaredDependency[] = [];
  const asked: AskedPackage[] = [];
  let section = "";
  let remote = "";
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    if (/^[A-Z]/.test(written)) {
      section = written.trim();
      remote = "";
      if (!SECTIONS.has(section)) throw new Unreadable("it has a section that is not known");
      continue;
    }
    if (/^\S/.test(written)) throw new Unreadable("it is no lockfile of bundler");
    // A second remote of one section adds a place to look for all of its gems.
    const place = /^ {2}remote: (\S{1,1000})$/.exec(written)?.[1];
    if (place !== undefined && (remote === "" || rubyIndex(remote).kind === "registry")) {
      remote = remote === "" || isUsual(remote) ? place : remote;
    }
    const gem = /^ {4}([\w.-]{1,200}) \(([^)\s]{1,100})\)$/.exec(written);
    if (gem?.[1] !== undefined && gem[2] !== undefined && section !== "CHECKSUMS") {
      dependencies.push(declared("rubygems", gem[1], gem[2], line, { source: sourceOf(section, remote) }));
    }
    const wanted = section === "DEPENDENCIES" ? /^ {2}([\w.-]{1,200})(?: \(([^)]{1,200})\))?(!)?$/.exec(written) : null;
    if (wanted?.[1] !== undefined && wanted[3] === undefined) {
      asked.push({ ecosystem: "rubygems", name: wanted[1], spec: wanted[2] ?? "", folder: "", line });
    }
  }
  return { dependencies, settings: [], asked };
}

function isUsual(remote: string): boolean {
  const source = rubyIndex(remote);
  return source.kind === "registry" && source.index === null;
}

function sourceOf(section: string, remote: string): DependencySource {
  if (section === "GIT") return { kind: "git", location: withoutCredentials(remote) };
  if (section === "PATH") return { kind: "path", location: remote };
  return rubyIndex(remote === "" ? "https://rubygems.org/" : remote);
}
