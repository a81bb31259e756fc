// What is told of one package, under the name that people and waivers call it by.

import type { Ecosystem } from "../facts/change.js";
import type { Assessment } from "./assessment.js";

export interface Concern extends Assessment {
  /** How people name it, in waivers too: `npm:left-pad`; of a lockfile its path. */
  readonly subject: string;
  /** What a waiver may call it besides. */
  readonly alias: string | null;
  /** Nobody was asked about it yet. */
  readonly notAsked: boolean;
}

export function aboutPackage(ecosystem: Ecosystem, name: string, assessment: Assessment): Concern {
  return { ...assessment, subject: `${ecosystem}:${name}`, alias: name, notAsked: false };
}

export function aboutFile(path: string, assessment: Assessment): Concern {
  return { ...assessment, subject: path, alias: null, notAsked: false };
}

/** Several manifests may declare one package; each thing is said once. */
export function merged(concerns: readonly Concern[]): readonly Concern[] {
  const bySubject = new Map<string, Concern>();
  for (const found of concerns) {
    const known = bySubject.get(found.subject);
    bySubject.set(found.subject, known === undefined ? found : both(known, found));
  }
  return [...bySubject.values()];
}

function both(a: Concern, b: Concern): Concern {
  const fresh = b.faults.filter(({ what }) => !a.faults.some((known) => known.what === what));
  return {
    ...a,
    faults: [...a.faults, ...fresh],
    unverified: [...new Set([...a.unverified, ...b.unverified])],
    notes: [...new Set([...a.notes, ...b.notes])],
    notAsked: a.notAsked || b.notAsked,
  };
}
