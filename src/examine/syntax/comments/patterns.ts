// Which comments steer something: a compiler, a linter, a scanner, a generator, a runtime. Broad on purpose: a comment that is
// wrongly taken for a directive only asks for a review, a directive that is taken for a comment would pass without one.
import { anyTag, anyWord, type DirectivePattern, lineStarting } from "./directive-pattern.js";
import { LANGUAGE_DIRECTIVES } from "./language-patterns.js";

const SHAPES: readonly DirectivePattern[] = [
  // Signs that no prose starts with: `#!`, `//= require`, `/*!`, `//#region`, `#: type`, `--!strict`.
  { pattern: /^(?:\/\/|\/\*|#(?!!)|--)[#!=$%&?+@:~][\w@{<[/]/ },
  { pattern: /^#!/, isForFile: true },
  { pattern: /^(?:\/\*|--)!/ },
  { pattern: /^(?:\/\/[@=#]|#=) ?\w/ },
  // Blocks of MakeCode. Flow's types in comments.
  { pattern: /^\/\/% / },
  { pattern: /^\/\*::?/ },
  // Preprocessors: `// #if DEBUG`, `//>>excludeStart`, `/* devblock:start */`, `// inject:js`, `[[[cog`. Asset bundles: `*= require`.
  { pattern: /^(?:\/\/+|\/\*+|#|--|<!--)[ \t]*(?:#(?:if|el|end|define|undef|include)|>>)/i },
  { pattern: /\w:(?:start|end|begin|stop)\b|\[\[\[|<%|\{%/ },
  // Conditions of `dotnet new`.
  { pattern: /^\/\/[+-]:\w/ },
  { pattern: lineStarting("inject: endinject build: endbuild @?exclude-(?:start|end)") },
  { pattern: /^[ \t]*(?:\/?\*+|\/\/+|#)=[ \t]*(?:require|include|link|depend_on|stub|provide)/m },
  // `//go:embed`, `//nolint:gosec`, `#tool:option`.
  { pattern: /^(?:\/\/|\/\*|#|--)[A-Za-z0-9]+:[A-Za-z0-9]/ },
  { pattern: /^(?:\/\/|\/\*(?!\*)|--)[ \t\r\n]*@\w/ },
  { pattern: /[#@][ \t]?source(?:Mapping)?URL=|[#@]__[A-Z]/ },
  // `tool-disable-next-line`, `tool:ignore`, and at the start of a line `tool: skip`.
  { pattern: /\w-(?:ignore|disable|suppress|skip|exclude|expect-error)|(?:^|[^r][^e])-enable(?!d)/i },
  { pattern: /[\w)\]]:(?:ignore|disable|enable|suppress|skip|exclude|allow|off|on)\b/i },
  { pattern: lineStarting("[\\w.-]{2,30}:\\x20?(?:ignore|disable|enable|suppress|skip|exclude|allow|off|on|noqa)") },
];

const TOOL_NAMES = `eslint tslint oxlint stylelint jshint jslint jscs biome dprint deno prettier cspell spell-checker knip pylint mypy pyright
  basedpyright pyre pytype ruff flake8 isort yapf fmt black autopep8 pants gazelle buildifier rubocop standard reek brakeman
  haml-lint erb_lint shellcheck luacheck selene stylua ktlint detekt swiftlint rustfmt clippy checkstyle spotless resharper
  stylecop pssa cppcheck coverity pvs-studio clang-format clang-tidy astyle uncrustify codingstandards\\w*
  phpcs phpcs-set phpmd phpstan psalm phan infection autoprefixer rtl purgecss unocss tailwindcss graphql-eslint
  sourcery psscriptanalyzer`;

const TOOLS: readonly DirectivePattern[] = [
  { pattern: anyWord(TOOL_NAMES, "[-:=([]") },
  // At the start of a line, also without a colon: `# shellcheck disable=…`, `/* eslint quotes: 2 */`, `/* global $ */`.
  { pattern: lineStarting(TOOL_NAMES) },
  {
    pattern: lineStarting(
      "globals? exported istanbul c8 v8 node:coverage @?once webpack\\w{0,30} turbopack\\w{0,30} rspack\\w{0,30}",
    ),
  },
  { pattern: anyWord("webpack\\w{1,30} turbopack\\w{1,30} rspack\\w{1,30} vite parcel rollup", "[-:]") },
  {
    pattern: anyTag(
      "vite-ignore ts-\\w{1,20} vue-\\w{1,20} jsx\\w{0,20} jest-\\w{1,30} vitest-\\w{1,30} swc babel \\w{0,2}flow",
    ),
  },
  { pattern: anyTag("prettier format refresh unocss-\\w{1,20} emotion relay gate cc_on preact stylistic") },
  {
    pattern: anyWord(
      `noqa nosec nosem nolint nolintnextline nolintbegin nolintend nosonar nosemgrep noinspection nocover nocoverage nopmd
       nopycln noformat noflycheck sonar\\w{0,10} istanbul lcov_excl\\w{0,10} gcovr?_excl\\w{0,10} kcov\\w{0,10} nocov codecov
       cppcheck-suppress iwyu checkstyle indent-o[nf]{1,2} pragma allowlist detect-secrets`,
    ),
  },
  { pattern: /\$Flow|-V\d{3,4}\b|\b(?:codeql|lgtm|coverity)\[|\{ dg-|\bwhitelist secret\b/ },
  {
    pattern: anyWord(
      `bandit semgrep snyk checkov tfsec trivy kics terrascan hadolint gitleaks ggignore trufflehog secretlint devskim fortify
       veracode codacy scrutinizer codeclimate deepsource deepcode dlint`,
    ),
  },
  { pattern: /\bfalls?[ -]?thr(?:ough|u)\b|\b(?:NOTREACHED|ARGSUSED|VARARGS|PRINTFLIKE)/i },
  {
    pattern: anyTag(
      "phpstan\\S{0,40} psalm\\S{0,40} phan\\S{0,40} codeCoverage\\w{0,20} codingStandards\\w{0,20} formatter:\\w{1,9}",
    ),
  },
  { pattern: anyTag("SuppressWarnings suppress lint\\S{0,20} nolint noformat") },
];

/** License scanners read these, and minifiers keep them. */
const LICENSES: readonly DirectivePattern[] = [
  { pattern: /SPDX-|@(?:licen[sc]e|preserve|copyright|cc_on)\b/i, reach: "group", isForFile: true },
  {
    pattern: /\bcopyright\b|\(c\) ?(?:19|20)\d\d|\blicen[sc]ed (?:under|to)\b|\ball rights reserved\b/i,
    reach: "group",
    isForFile: true,
  },
  {
    pattern: /\bpermission is hereby granted\b|\bredistribution and use\b|\blicen[sc]e (?:agreement|header)\b/i,
    reach: "group",
    isForFile: true,
  },
];

const PROGRAMS: readonly DirectivePattern[] = [
  // Marks of generated files, editors' settings and encodings.
  {
    pattern: /\bDO NOT EDIT\b|@generated|<auto-?generated|\bcode generated\b|\bautomatically generated\b/i,
    isForFile: true,
  },
  { pattern: /-\*-|coding[:=]|\b(?:vim?|ex):|\bLocal Variables:|\blang(?:uage)? ?=|<editor-fold/i, isForFile: true },
  // Notebooks kept as source: their cells of other languages stand in comments.
  { pattern: /^(?:#|\/\/|--) ?(?:MAGIC|COMMAND|DBTITLE|METADATA|META|CELL)\b|\bDatabricks notebook source\b/ },
  // Tests of compilers, scripts in browsers, bundlers of old.
  { pattern: /^(?:\/\/|\/\*|#) ?(?:RUN|CHECK[-\w]{0,40}|XFAIL|REQUIRES|UNSUPPORTED|expected-\w{1,9}|compile-flags)\b/ },
  { pattern: /==UserScript==/, reach: "to-code" },
  { pattern: /@(?:codekit|koala|prepros)-|@(?:OnlyCurrentDoc|NotOnlyCurrentDoc|customfunction)\b/ },
];

export const DIRECTIVES: readonly DirectivePattern[] = [
  ...SHAPES,
  ...TOOLS,
  ...LICENSES,
  ...PROGRAMS,
  ...LANGUAGE_DIRECTIVES,
];
