// Documentation comments that programs read: Rust's become attributes, which macros see, and their examples are tests; PHP's are
// read by frameworks while the program runs.
import type { LanguageId } from "../languages.js";
import type { Comment } from "../read-program.js";

/** What of the comment counts as code; null when nothing does. */
export function readDocComment(language: LanguageId, comment: Comment, readers: DocReaders): string | null {
  const { text } = comment;
  if (language === "rust" && isRustDoc(text)) return isRead(comment, readers) ? text : null;
  if (language !== "php") return null;
  if (PHP_HEADER.test(text)) return text;
  const tags = text.startsWith("/**") ? PHP_TAG.exec(text)?.index : undefined;
  return tags === undefined ? null : text.slice(tags);
}

/** Who reads the documentation of a file. */
export interface DocReaders {
  /** A macro or an attribute may. */
  readonly everywhere: boolean;
  /** The tests do: documentation before these leaves holds examples. */
  readonly beforeLeaves: ReadonlySet<number>;
}

export function docReadersOf(language: LanguageId, text: string, comments: readonly Comment[]): DocReaders {
  if (language !== "rust") return { everywhere: false, beforeLeaves: new Set() };
  const fences = new Map<number, number>();
  const beforeLeaves = new Set<number>();
  for (const comment of comments.filter((one) => isRustDoc(one.text))) {
    const found = comment.text.match(RUST_FENCES)?.length ?? 0;
    fences.set(comment.leavesBefore, (fences.get(comment.leavesBefore) ?? 0) + found);
    if (found > 0 || RUST_INDENTED.test(comment.text)) beforeLeaves.add(comment.leavesBefore);
  }
  // An attribute parts documentation in two; a fence may open in the one and close in the other.
  const isOpen = [...fences.values()].some((count) => count % 2 === 1);
  return { everywhere: isOpen || hasRustReader(text), beforeLeaves };
}

function isRead({ parent, leavesBefore }: Comment, { everywhere, beforeLeaves }: DocReaders): boolean {
  return everywhere || parent.startsWith("token_") || beforeLeaves.has(leavesBefore);
}

function isRustDoc(comment: string): boolean {
  return /^\/(?:\/!|\/\/(?!\/)|\*!|\*\*(?![*/]))/.test(comment);
}

const RUST_FENCES = /^[ \t]*(?:\/\/[/!]|\/\*[*!]|\*)?[ \t]*(?:```|~~~)/gm;
/** Four columns make an example in Markdown, behind the space after the comment's sign. */
const RUST_INDENTED = /^[ \t]*(?:\/\/[/!]|\*)(?: {5}| ?\t)/m;

function hasRustReader(text: string): boolean {
  for (const [, name = ""] of text.matchAll(/#!?\[[ \t\r\n]*([\w:]+)/g)) if (!RUST_BLIND.has(name)) return true;
  for (const [, traits = ""] of text.matchAll(/\bderive[ \t\r\n]*\(([^)]*)\)/g)) {
    if (!traits.split(",").every((name) => name.trim() === "" || RUST_BLIND_DERIVES.has(name.trim()))) return true;
  }
  return /\bmacro_rules[ \t]*!/.test(text);
}

/** Attributes that do not look at documentation. `derive` is looked into. */
const RUST_BLIND = new Set(
  `allow async_trait async_trait::async_trait automatically_derived bench cfg cold crate_name crate_type debugger_visualizer
   default deny deprecated derive error expect feature forbid from global_allocator ignore inline instrument link link_name macro_export
   macro_use must_use no_main no_mangle no_std non_exhaustive panic_handler path proc_macro proc_macro_attribute proc_macro_derive
   recursion_limit repr rstest rustfmt::skip serde should_panic source target_feature test tokio::main tokio::test track_caller
   tracing::instrument type_length_limit unsafe used warn windows_subsystem`.split(/\s+/),
);
const RUST_BLIND_DERIVES = new Set(
  `Clone Copy Debug Default Deserialize Eq Error Hash Ord PartialEq PartialOrd Serialize serde::Deserialize serde::Serialize
   thiserror::Error`.split(/\s+/),
);

/** A tag or a Markdown heading of PHP's documentation: from there on frameworks read. What stands before it is for people. */
const PHP_TAG = /(?:^|[\s*{])@[A-Za-z\\]|^[ \t]*\*?[ \t]*##/m;

/** WordPress finds plugins, themes and templates by these, in comments of any kind, and updates and loads them as they say. */
const PHP_HEADER =
  /^[ \t/*#@]*(?:(?:Plugin|Theme|Template|Pattern|Block|Author|License|Update|Domain|Text|GitHub|Requires|Tested|Post|Viewport)(?: \w{1,12}){1,3}|Template|Version|Network|Slug|Title|Description|Author|Status|Tags|Categories|Keywords|Inserter|Stable tag)[ \t]*:/im;
