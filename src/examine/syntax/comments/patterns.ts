// Which comments steer something: a compiler, a linter, a scanner, a generator, a runtime. Broad on purpose: a comment that is
// wrongly taken for a directive only asks for a review, a directive that is taken for a comment would pass without one.

import type { LanguageId } from "../languages.js";

export interface DirectivePattern {
  /** Linear on any text: none repeats a repetition. Tried on the whole comment, with its signs. */
  readonly pattern: RegExp;
  /** Absent: in every language. */
  readonly only?: readonly LanguageId[];
  /** It holds for the whole file, wherever the next token stands. */
  readonly isForFile?: true;
  /**
   * How far it reaches. Absent: this comment. `group`: also those that follow line on line, as a license does. `to-code`: all up to
   * the next token.
   */
  readonly reach?: "group" | "to-code";
}

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

const SCRIPT: readonly LanguageId[] = ["javascript", "typescript", "tsx"];

const WEB: readonly DirectivePattern[] = [
  { pattern: /^\/\/\/[ \t]*</, only: SCRIPT },
  // Embedded languages that tools lift out of the program.
  { pattern: /^\/\*[ \t]*(?:graphql|gql|html|css|sql|glsl|wgsl|svg|xml|json)[ \t]*\*\/$/i, only: SCRIPT },
  // Generators of validators and interface descriptions read these, some of them while the program runs.
  {
    pattern: anyTag(
      "swagger openapi security minimum maximum exclusiveM\\w{2,8} minLength maxLength minItems maxItems",
    ),
    only: SCRIPT,
  },
  {
    pattern: anyTag("uniqueItems pattern default multipleOf is[A-Z]\\w{2,10} asType TJS-\\w{1,30} nullable strict"),
    only: SCRIPT,
  },
  { pattern: anyTag("additionalProperties million static graphql"), only: SCRIPT },
  // Closure Compiler, AngularJS, terser.
  {
    pattern: anyTag("ngInject nocollapse define nosideeffects externs export inline noinline mangle\\w{0,8}"),
    only: SCRIPT,
  },
  { pattern: /@noflip|\brtl:/, only: ["css"] },
];

const SCRIPTING: readonly DirectivePattern[] = [
  { pattern: /^#[ \t]{0,8}type:/, only: ["python"] },
  // Ruby documents parameters this way; elsewhere a tag in a plain comment is for a program.
  { pattern: /^#[ \t]{0,8}@\w/, only: ["python", "bash", "php", "powershell"] },
  // Metadata by which a runner installs packages.
  { pattern: /^# \/\/\/ \w/, only: ["python", "ruby"], reach: "group" },
  { pattern: /^# ?(?:%%|\+(?: |$)|-$)/, only: ["python"] },
  { pattern: anyWord("cython distutils nuitka-project doctest xdoctest snakemake", "[:]"), only: ["python"] },
  { pattern: /^#[ \t]{0,8}(?:pythran\b|__\w+__)/, only: ["python"] },
  { pattern: /\b(?:jupyter|jupytext|kernelspec):/, only: ["python"], reach: "group" },
  {
    pattern: lineStarting(
      "warn_indent frozen[_-]string[_-]literal shareable_constant_value typed: rbs_inline i18n-tasks-use steep:",
    ),
    only: ["ruby"],
    isForFile: true,
  },
  { pattern: /^#[ \t]{0,8}(?:typed:|@\d)/, only: ["ruby"], isForFile: true },
  { pattern: /^# ?:|:nocov:|:nodoc:|:(?:stop|start)doc:/, only: ["ruby"] },
  { pattern: /^#(?:SBATCH|PBS|BSUB|MSUB|COBALT|OAR|FLUX|compdef|autoload|\$)/, only: ["bash"] },
  { pattern: /\bBEGIN INIT INFO\b|\bchkconfig:|^##?\?/, only: ["bash"], reach: "group" },
  // Tags of tests, arguments, tasks and menus.
  {
    pattern: /^#[ \t]{0,8}(?:bats |ARG_|DEFINE_|\[?(?:MISE|USAGE)\b|mise |<\/?(?:xbar|swiftbar|bitbar))/,
    only: ["bash"],
  },
  { pattern: /^#[ \t]{0,8}requires\b|PSScriptInfo/im, only: ["powershell"] },
  { pattern: /^# SIG #/i, only: ["powershell"], reach: "to-code" },
  // Help that the shell shows, and where it is fetched from.
  { pattern: /^[ \t]{0,40}(?:# ?|<# ?)?\.[A-Z]{4,}\b/im, only: ["powershell"], reach: "group" },
  { pattern: /^---@(?:diagnostic|meta)\b/, only: ["lua"] },
];

const COMPILED: readonly DirectivePattern[] = [
  // The compiler sets a flag for @deprecated; dotted tags feed generators; native code stands in comments of GWT.
  { pattern: /@deprecated|@[a-z]+\.[a-z]|\$NON-NLS|^\/\*-|^\/[/*]@/, only: ["java"] },
  // Plug-ins of Maven that are described by their documentation.
  { pattern: anyTag("mojo goal phase parameter component requires\\w{1,30} aggregator"), only: ["java"] },
  // Scripts whose dependencies and options stand in comments: `//DEPS group:artifact:version`.
  { pattern: /^\/\/[A-Z][A-Z_]{2,30}\b/, only: ["java", "kotlin"] },
  { pattern: /\{\{AFX|^\/[/*]@/, only: ["cpp"] },
  // A backslash or its trigraph at a line's end joins the next line to the comment, or splits the sign that ends it.
  { pattern: /(?:\\|\?\?\/)[ \t\f\v]*\r?$/m, only: ["cpp"] },
  { pattern: /^\/\/ ?\+\w|^\/\*[ \t\r\n]*\+\w|\bENUM\(/, only: ["go"] },
  // `// goverter:converter`, as written by those who let a formatter put the space there.
  { pattern: /^\/\/ [a-z][a-z0-9_-]{1,30}:[a-z][\w-]*(?:[ \t]|$)/, only: ["go"] },
  { pattern: /^\/[/*](?:line|extern|export|sys|sysnb|nolint|lint|msgp|easyjson|easytags|wire|encore)\b/, only: ["go"] },
  // The output that an example must have.
  { pattern: /^\/[/*][ \t\r\n]*(?:unordered )?output:/i, only: ["go"], reach: "to-code" },
  { pattern: /^\/\/[ \t]{0,8}(?:@\w|swagger:)|\bkubebuilder:|\bk8s:/, only: ["go"], reach: "group" },
  { pattern: /^\/\/[ \t]?(?:cargo-deps|~)|^\/\/@/, only: ["rust"] },
];

export const DIRECTIVES: readonly DirectivePattern[] = [
  ...SHAPES,
  ...TOOLS,
  ...LICENSES,
  ...PROGRAMS,
  ...WEB,
  ...SCRIPTING,
  ...COMPILED,
];

/** Any of the words as a whole one, whatever the case; `then` is what has to follow, as the source of a pattern. */
function anyWord(words: string, then = "\\b"): RegExp {
  return new RegExp(`\\b(?:${alternatives(words)})${then}`, "i");
}

/** `@word`, in the case as given. */
function anyTag(words: string): RegExp {
  return new RegExp(`@(?:${alternatives(words)})\\b`);
}

/** A line of the comment starts with one of the words. */
function lineStarting(words: string): RegExp {
  return new RegExp(`^[ \\t]{0,40}(?:\\/\\/+|\\/?\\*+|#+|--+)?[ \\t]{0,40}(?:${alternatives(words)})\\b`, "im");
}

function alternatives(words: string): string {
  return words.trim().split(/\s+/).join("|");
}
