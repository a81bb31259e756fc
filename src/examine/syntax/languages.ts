// Which grammar reads a file: by its extension or name, or, where it has no extension, by its first line.

export type LanguageId =
  | "bash"
  | "c-sharp"
  | "cpp"
  | "css"
  | "go"
  | "java"
  | "javascript"
  | "kotlin"
  | "lua"
  | "php"
  | "powershell"
  | "python"
  | "ruby"
  | "rust"
  | "tsx"
  | "typescript";

/** As a reader knows it. */
export const LANGUAGE_NAMES: Readonly<Record<LanguageId, string>> = {
  bash: "a shell script",
  "c-sharp": "C#",
  cpp: "C or C++",
  css: "CSS",
  go: "Go",
  java: "Java",
  javascript: "JavaScript",
  kotlin: "Kotlin",
  lua: "Lua",
  php: "PHP",
  powershell: "PowerShell",
  python: "Python",
  ruby: "Ruby",
  rust: "Rust",
  tsx: "TypeScript",
  typescript: "TypeScript",
};

/** True for a path that may have a grammar. A file without extension has one only if its first line says so. */
export function hasGrammar(path: string): boolean {
  return languageByPath(path) !== null || mayBeScript(path);
}

export function languageOf(path: string, text: string): LanguageId | null {
  return languageByPath(path) ?? (mayBeScript(path) ? languageByShebang(text) : null);
}

function languageByPath(path: string): LanguageId | null {
  const name = baseName(path);
  const byName = BY_NAME.get(name);
  if (byName !== undefined) return byName;
  const dot = name.lastIndexOf(".");
  // `.js` alone is a hidden file without extension.
  return dot <= 0 ? null : (BY_EXTENSION.get(name.slice(dot + 1).toLowerCase()) ?? null);
}

/** Scripts are named in lower case; LICENSE, Makefile, Dockerfile, CODEOWNERS are not. */
function mayBeScript(path: string): boolean {
  return /^[a-z0-9_][^.]*$/.test(baseName(path));
}

function languageByShebang(text: string): LanguageId | null {
  const line = /^#![^\n]{0,200}/.exec(text)?.[0];
  if (line === undefined) return null;
  return SHEBANGS.find(([interpreter]) => interpreter.test(line))?.[1] ?? null;
}

const SHEBANGS: readonly (readonly [RegExp, LanguageId])[] = [
  [/[/ ](?:ba|da|a)?sh(?:\s|$)/, "bash"],
  [/[/ ]python[\d.]*(?:\s|$)/, "python"],
  [/[/ ]ruby[\d.]*(?:\s|$)/, "ruby"],
  [/[/ ]node(?:js)?(?:\s|$)/, "javascript"],
  [/[/ ]php[\d.]*(?:\s|$)/, "php"],
  [/[/ ]pwsh(?:\s|$)/, "powershell"],
  [/[/ ]lua[\d.]*(?:\s|$)/, "lua"],
];

const BY_EXTENSION: ReadonlyMap<string, LanguageId> = new Map(
  Object.entries({
    bash: "bash sh",
    "c-sharp": "cs csx",
    cpp: "c cc cpp cxx c++ h hh hpp hxx h++ ipp tpp inl",
    css: "css",
    go: "go",
    java: "java",
    javascript: "js jsx mjs cjs es6",
    kotlin: "kt kts",
    lua: "lua",
    php: "php phtml php5 php7 php8",
    powershell: "ps1 psm1 psd1",
    python: "py pyi pyw",
    ruby: "rb rake gemspec ru podspec",
    rust: "rs",
    tsx: "tsx",
    typescript: "ts mts cts",
  } satisfies Record<LanguageId, string>).flatMap(([id, extensions]) =>
    extensions.split(" ").map((extension) => [extension, id as LanguageId] as const),
  ),
);

const BY_NAME: ReadonlyMap<string, LanguageId> = new Map<string, LanguageId>([
  ["Gemfile", "ruby"],
  ["Rakefile", "ruby"],
  ["Guardfile", "ruby"],
  ["Vagrantfile", "ruby"],
  ["Podfile", "ruby"],
  ["Fastfile", "ruby"],
  ["Dangerfile", "ruby"],
  [".bashrc", "bash"],
  [".bash_profile", "bash"],
  [".bash_aliases", "bash"],
  [".profile", "bash"],
  [".envrc", "bash"],
]);

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
