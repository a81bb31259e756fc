// Paths of files that cannot run: prose, style sheets, images, fonts, snapshots. All take the path in lower case.
// A wrong yes here is a change that nobody reviews: when in doubt, no.

const PROSE_EXTENSION = /\.(?:md|markdown|rst|adoc|asciidoc)$/;
/** Only by name: a `.txt` may as well be a requirements list, a prompt or a word list that the program reads. */
const PROSE_NAME =
  /(?:^|\/)(?:licen[cs]e|copying|notice|authors|contributors|maintainers|translators|sponsors|backers|changelog|changes|history|readme|thanks|credits|todo|news|code_of_conduct|contributing|security)(?:[-.][\w-]+)?(?:\.txt)?$/;
const DOCS_TEXT = /^(?:.*\/)?docs?\/.*\.txt$/;
/** Text that a program or an agent is steered by, wherever it lies. Its own rules look at the well-known places. */
const STEERING =
  /(?:^|[/._-])(?:prompts?|skills?|agents?|subagents|commands?|instructions?|rules|templates?|system|persona|chatmodes?|fixtures|data|llms?|emails?|mailers?|memory[-_]bank|conventions)(?=[/._-]|$)/;
/** Text files with a meaning to a build tool, a crawler or a server. */
const READ_BY_PROGRAMS =
  /(?:^|\/)(?:cmakelists\.txt|robots\.txt|ads\.txt|app-ads\.txt|humans\.txt|\.well-known\/.*|[\w.-]*(?:requirements|constraints|allowlist|denylist|whitelist|blacklist)[\w.-]*\.txt|requirements\/.*)$/;
const SOURCE_FOLDER = /(?:^|\/)(?:src|lib|app|pkg|internal|cmd|packages\/[^/]+\/src)\//;

/** Documentation for people. Markdown inside source folders may be read by the program, so only a README counts there. */
export function isProsePath(lower: string): boolean {
  if (READ_BY_PROGRAMS.test(lower) || STEERING.test(withoutDocs(lower))) return false;
  if (PROSE_NAME.test(lower) && !HAS_CODE_EXTENSION.test(lower)) return true;
  if (DOCS_TEXT.test(lower)) return true;
  if (!PROSE_EXTENSION.test(lower)) return false;
  return !SOURCE_FOLDER.test(lower) || README.test(lower) || lower.includes("/docs/");
}

const README = /(?:^|\/)(?:readme|changelog|contributing|license)[^/]*$/;
const HAS_CODE_EXTENSION = /\.(?!md|markdown|rst|adoc|txt)[a-z]\w*$/;

/** `docs/commands/run.md` documents a command; `.claude/commands/run.md` is one. */
function withoutDocs(lower: string): string {
  return /^(?:[\w-]+\/)*(?:docs?|documentation|website|site)\//.test(lower) ? "" : lower;
}

/** Style sheets. What they load from elsewhere is looked at in their lines. */
export function isStylePath(lower: string): boolean {
  return /\.(?:css|scss|sass|less|styl|pcss)$/.test(lower);
}

export function isMediaPath(lower: string): boolean {
  return /\.(?:png|jpe?g|gif|webp|avif|ico|icns|bmp|tiff?|svg|woff2?|ttf|otf|eot|mp4|webm|mov|mp3|wav|ogg|cast)$/.test(
    lower,
  );
}

/** Texts of the user interface, by language. They change what people read; what they say is not what the program does. */
export function isTranslationPath(lower: string): boolean {
  return /(?:^|\/)(?:locales?|i18n|l10n|translations?|lang|langs|messages)\/.*\.(?:ya?ml|json|po|pot|properties|strings|stringsdict|xliff?|arb|ftl|resx)$/.test(
    lower,
  );
}

/** Pages of a manual that may hold components: examples in them are read, not run. */
export function isManualPage(lower: string): boolean {
  return /(?:^|\/)(?:docs?|documentation|website|blog|guides?)\/.*\.mdx$/.test(lower);
}

/** Recorded output that tests compare with. Never what a program could import, or a list of what is approved. */
export function isSnapshotPath(lower: string): boolean {
  if (/\.(?:snap|ambr)$/.test(lower)) return true;
  if (/(?:^|\/)__(?:image_)?snapshots__\//.test(lower)) return !RUNNABLE.test(lower);
  return /(?:test|spec|snapshot|approval|golden).*\.(?:approved|received|verified)\.(?:txt|json|md)$/.test(lower);
}

const RUNNABLE = /\.(?:[cm]?[jt]sx?|py|rb|php|sh|ps1|go|rs|java|kts?|cs|lua|pl|vue|svelte|wasm|dll|so)$/;
