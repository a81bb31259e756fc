// build.gradle and settings.gradle, Groovy and Kotlin, are programs. What stands as plain text in the blocks for dependencies,
// plugins and repositories is read; a dependency named by anything else is told as such.
import type { DeclaredDependency } from "../../facts/change.js";
import { declared, hostOf, type Reading, type Setting } from "../reading.js";
import { type GradleLine, gradleLines } from "./gradle-lines.js";

export function readGradle(text: string): Reading {
  const lines = gradleLines(text);
  const variables = variablesOf(lines);
  return {
    dependencies: lines.flatMap((line) => dependenciesOf(line, variables)),
    settings: lines.flatMap(settingOf),
  };
}

type Variables = ReadonlyMap<string, string>;

function variablesOf(lines: readonly GradleLine[]): Variables {
  const found = new Map<string, string>();
  for (const { code } of lines) {
    const match =
      /^(?:(?:private |const )*(?:val|var|def)\s+|ext\.|set\(\s*["'])?([\w.]{1,80})["']?\s*[=,]\s*["']([^"'$\n]{1,100})["']/.exec(
        code,
      );
    if (match?.[1] !== undefined && match[2] !== undefined) found.set(match[1], match[2]);
  }
  return found;
}

const COORDINATES = /["']([\w.-]{1,200}):([\w.-]{1,200})(?::([^"':@\n]{1,100}))?(?::[\w.-]{1,80})?(?:@\w{1,10})?["']/g;
const MAP =
  /\bgroup\s*[:=]\s*["']([^"'\n]{1,200})["']\s*,\s*name\s*[:=]\s*["']([^"'\n]{1,200})["'](?:\s*,\s*version\s*[:=]\s*["']([^"'\n]{1,100})["'])?/;

function dependenciesOf(line: GradleLine, variables: Variables): readonly DeclaredDependency[] {
  const { code, blocks } = line;
  if (isIn(blocks, "plugins")) return pluginOf(line, variables);
  if (!isIn(blocks, "dependencies", "versionCatalogs", "dependencyManagement")) return [];
  // What is kept out is not taken in.
  if (/^exclude\b/.test(code) || isIn(blocks, "exclude")) return [];
  const scope = scopeOf(code, blocks);
  const indirect = isIn(blocks, "constraints") ? { indirect: true as const } : {};
  const map = MAP.exec(code);
  const kotlin = /\bkotlin\(\s*["']([\w.-]{1,100})["'](?:\s*,\s*["']([^"'\n]{1,100})["'])?/.exec(code);
  const found = [
    ...[...code.matchAll(COORDINATES)].map(([, group, name, version]) => [`${group}:${name}`, version] as const),
    ...(map === null ? [] : [[`${map[1]}:${map[2]}`, map[3]] as const]),
    ...(kotlin === null ? [] : [[`org.jetbrains.kotlin:kotlin-${kotlin[1]}`, kotlin[2]] as const]),
  ];
  return found.map(([name, version]) =>
    declared("maven", name, filled(version ?? "", variables), line.line, { scope, ...indirect }),
  );
}

function pluginOf({ code, line }: GradleLine, variables: Variables): readonly DeclaredDependency[] {
  const match =
    /^(id|kotlin)\b\s*\(?\s*["']([\w.-]{1,200})["']\s*\)?(?:\s*version\s*\(?\s*["']([^"'\n]{1,100})["'])?/.exec(code);
  // One without a version comes with Gradle or from the build itself, or is declared where its version stands.
  if (match?.[2] === undefined || match[3] === undefined) return [];
  const id = match[1] === "kotlin" ? `org.jetbrains.kotlin.${match[2]}` : match[2];
  const version = filled(match[3], variables);
  return [declared("maven", `${id}:${id}.gradle.plugin`, version, line, { scope: "build" })];
}

function scopeOf(code: string, blocks: readonly string[]): DeclaredDependency["scope"] {
  if (isIn(blocks, "buildscript") || /^(?:classpath|kapt|ksp|annotationProcessor)\b/.test(code)) return "build";
  return /^["']?(?:test|androidTest|jmh|\w{0,40}Test)/.test(code) ? "development" : "runtime";
}

/** `$version` and `${version}` of the same file; others stay as they are written. */
function filled(text: string, variables: Variables): string {
  return text.replace(/\$\{?([\w.]{1,80})\}?/g, (written, name: string) => variables.get(name) ?? written);
}

const CONFIGURATION =
  /^\w*(?:[iI]mplementation|[aA]pi|[cC]ompileOnly|[rR]untimeOnly|[cC]lasspath|kapt|ksp|annotationProcessor|[cC]ompile)\b/;
const READ_ELSEWHERE =
  /\b(?:libs|projects|deps|testLibs|catalog)\b[.[]|\bproject\s*\(|\b(?:gradleApi|localGroovy|gradleTestKit|gradleKotlinDsl)\s*\(/;

function settingOf({ code, line, blocks }: GradleLine): readonly Setting[] {
  const setting = (reason: string, whenRemoved: string | null): readonly Setting[] => {
    return [{ key: code, value: blocks.join(">"), line, reason, whenRemoved }];
  };
  const url = /["']([a-z][a-z0-9+.-]{1,20}:\/\/[^"'\n]{1,500})["']/.exec(code)?.[1];
  if (isIn(blocks, "repositories") || /\brepositories\s*\{/.test(code)) {
    const isPlace =
      url !== undefined ||
      /\b(?:mavenLocal|jcenter|flatDir|ivy)\b|^(?:url|setUrl)\b|\bisAllowInsecureProtocol|\ballowInsecureProtocol/.test(
        code,
      );
    const reason = `changes where packages come from (${hostOf(url ?? "") ?? "a repository"})`;
    return isPlace ? setting(reason, reason) : [];
  }
  if (/^apply\b.*\bfrom\b/.test(code) && url !== undefined) {
    return setting(`runs a build script from ${hostOf(url) ?? "elsewhere"}`, null);
  }
  if (/^(?:includeBuild\s*\(?\s*["'](?:\/|\.\.))|\b(?:dependencySubstitution|substitute)\b/.test(code)) {
    return setting("puts other code in the place of a dependency", null);
  }
  if (isIn(blocks, "dependencies") && /\b(?:files|fileTree)\s*\(/.test(code) && CONFIGURATION.test(code)) {
    return setting("takes a dependency from files", null);
  }
  const isUnread = isIn(blocks, "dependencies") && CONFIGURATION.test(code) && !/["'][\w.-]+:[\w.-]+/.test(code);
  if (!isUnread || MAP.test(code) || READ_ELSEWHERE.test(code) || /\bkotlin\s*\(|\{$|\bplatform\(\s*$/.test(code))
    return [];
  return setting("declares a dependency by code that is not read", null);
}

function isIn(blocks: readonly string[], ...names: readonly string[]): boolean {
  return blocks.some((block) => names.includes(block));
}
