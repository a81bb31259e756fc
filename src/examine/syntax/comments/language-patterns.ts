// Comments that steer something in one language only.
import type { LanguageId } from "../languages.js";
import { anyTag, anyWord, type DirectivePattern, lineStarting } from "./directive-pattern.js";

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

export const LANGUAGE_DIRECTIVES: readonly DirectivePattern[] = [...WEB, ...SCRIPTING, ...COMPILED];
