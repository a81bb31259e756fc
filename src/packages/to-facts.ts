// Puts together what registries and databases said about one package.
import type { Existence, PackageFacts } from "../core/facts/package-facts.js";
import { loaded, type Source } from "../core/facts/source.js";
import type { Advice } from "./advisories.js";
import type { LookedUp } from "./look-up-one.js";
import { similarName } from "./popular/similar-name.js";
import type { RegistryAnswer } from "./read-registry.js";

/** `known`: of the database that has to answer, null where it keeps no record of the ecosystem. `more`: of others, if anything. */
export function toFacts(found: LookedUp, known: Source<Advice | null>, more: Advice | null): PackageFacts {
  const { query, standing, registry, weeklyDownloads } = found;
  const existence = existenceOf(found);
  const resolved = map(registry, (answer) => withAdvice(answer, more));
  const isUsual = standing === "usual";
  return {
    existence,
    firstPublished: mapValue(registry, ({ firstPublished }) => firstPublished),
    resolved,
    weeklyDownloads,
    vulnerabilities: mapValue(known, (advice) =>
      advice === null ? null : [...advice.vulnerabilities, ...(more?.vulnerabilities ?? [])],
    ),
    similarTo:
      isUsual && !isPopular(weeklyDownloads)
        ? (similarName(query.ecosystem, query.name) ?? more?.similarTo ?? null)
        : null,
    existsIn: found.existsIn,
    ...(found.action === undefined ? {} : { action: found.action }),
  };
}

/** Whoever is used this much is nobody's impostor any more. Chosen, not measured. */
const POPULAR_DOWNLOADS = 100_000;

function isPopular(weeklyDownloads: Source<number | null>): boolean {
  return weeklyDownloads.status === "loaded" && (weeklyDownloads.value ?? 0) >= POPULAR_DOWNLOADS;
}

function existenceOf({ standing, registry }: LookedUp): Source<Existence> {
  if (standing !== "usual") return loaded(standing);
  return mapValue(registry, ({ existence }) => existence);
}

function withAdvice({ resolved, unclear }: RegistryAnswer, more: Advice | null): PackageFacts["resolved"] {
  if (resolved === null) return loaded(unclear ? "unclear" : null);
  return loaded({ ...resolved, deprecated: resolved.deprecated ?? more?.deprecated ?? null });
}

function map<T, U>(source: Source<T>, to: (value: T) => Source<U>): Source<U> {
  return source.status === "loaded" ? to(source.value) : source;
}

function mapValue<T, U>(source: Source<T>, to: (value: T) => U): Source<U> {
  return map(source, (value) => loaded(to(value)));
}
