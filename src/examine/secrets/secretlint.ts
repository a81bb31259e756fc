// Secretlint, loaded with the first text that it could find anything in.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { lintSource } from "@secretlint/core";
import { mayFind } from "./secretlint-marks.js";

/** Our own rules for these look at hosts, placeholders and whole keys; secretlint's hold examples and names, too, or want whole files. */
const LEFT_TO_US = /secretlint-rule-(?:basicauth|database-connection-string|gcp|privatekey|filter-comments)$/;

export interface Secretlint {
  /** Ids of the rules that are asked. */
  readonly ruleIds: readonly string[];
  /** What those rules find that may find something in the text. */
  readonly lint: (content: string) => Promise<Messages>;
}

type Messages = Awaited<ReturnType<typeof lintSource>>["messages"];

let loading: Promise<Secretlint> | null = null;

export function loadSecretlint(): Promise<Secretlint> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Secretlint> {
  const [core, preset] = await Promise.all([
    import("@secretlint/core"),
    import("@secretlint/secretlint-rule-preset-recommend"),
    silenceProfiler(),
  ]);
  const rules = preset.rules
    .filter(({ meta }) => !LEFT_TO_US.test(meta.id))
    .map((rule) => ({ id: rule.meta.id, rule }));
  return {
    ruleIds: rules.map(({ id }) => id),
    async lint(content) {
      const config = { rules: rules.filter(({ id }) => mayFind(id, content)) };
      if (config.rules.length === 0) return [];
      const source = { content, filePath: "added.txt", ext: ".txt", contentType: "text" as const };
      return (await core.lintSource({ source, options: { config, noPhysicFilePath: true, maskSecrets: true } }))
        .messages;
    },
  };
}

/** It notes when each rule starts and ends, keeps every note as long as the process lives, and searches all of them for each. */
async function silenceProfiler(): Promise<void> {
  const { resolve } = createRequire(createRequire(import.meta.url).resolve("@secretlint/core"));
  const { secretLintProfiler } = await import(pathToFileURL(resolve("@secretlint/profiler")).href);
  secretLintProfiler.mark = () => undefined;
}
