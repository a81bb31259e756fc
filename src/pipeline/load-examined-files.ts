// The changed files with what parsers say about them. A file is parsed once for as long as the adapter remembers it.

import type { Examination } from "../core/facts/examination.js";
import type { ChangedFile } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import { loaded } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import type { Examiner, FilesAnswer, FilesListing, FilesQuery, GithubReader, SideText } from "../ports.js";

export type ExaminedFiles = Pick<FilesAnswer, "files" | "gaps">;

/** Adds the examinations to the files of one answer. */
export type ExamineFiles = (answer: FilesAnswer) => Promise<ExaminedFiles>;

export async function loadExaminedFiles(
  ref: PullRef,
  { query, begun }: { readonly query: FilesQuery; readonly begun?: FilesListing | undefined },
  { reader, examine }: { readonly reader: GithubReader; readonly examine: ExamineFiles },
): Promise<Source<ExaminedFiles>> {
  const answer = await reader.loadFiles(ref, query, begun);
  return answer.status === "unavailable" ? answer : loaded(await examine(answer.value));
}

/**
 * The adapter gives the same objects again for a head that it remembers, so an examination is kept for as long as its file
 * is. Only an examination with all of its parts is kept: what took too long once may not the next time.
 */
export function createExamineFiles(examiner: Examiner): ExamineFiles {
  const known = new WeakMap<ChangedFile, Examination>();
  return async ({ files, gaps, texts }) => {
    const fresh = files.filter((file) => !known.has(file));
    const made = await examiner.examine(fresh.map((file) => withTexts(file, texts)));
    const examinations = new Map(fresh.map((file, index) => [file, made[index]]));
    for (const [file, examination] of examinations) {
      if (examination !== undefined && examination.unexamined.length === 0) known.set(file, examination);
    }
    const examined = files.map((file) => {
      const examination = known.get(file) ?? examinations.get(file);
      return examination === undefined ? file : { ...file, examination };
    });
    return { files: examined, gaps };
  };
}

function withTexts(file: ChangedFile, texts: FilesAnswer["texts"]) {
  return { file, before: textOf(file.before?.blob, texts), after: textOf(file.after?.blob, texts) };
}

const NOT_READ: SideText = { status: "unread", reason: "its whole text was not read" };

function textOf(blob: string | null | undefined, texts: FilesAnswer["texts"]): SideText {
  return blob === null || blob === undefined ? NOT_READ : (texts.get(blob) ?? NOT_READ);
}
