// The header lines of one file in a unified diff.
import { namesOfGitLine, unquotePath } from "./file-names.js";

export interface Header {
  /** From `diff --git`, when both names can be told apart. */
  names: { readonly from: string; readonly to: string } | null;
  oldPath: string | null;
  newPath: string | null;
  movedFrom: string | null;
  movedTo: string | null;
  copied: boolean;
  isNew: boolean;
  isDeleted: boolean;
  oldMode: string | null;
  newMode: string | null;
  oldBlob: string | null;
  newBlob: string | null;
  binary: boolean;
}

export function emptyHeader(): Header {
  return {
    names: null,
    oldPath: null,
    newPath: null,
    movedFrom: null,
    movedTo: null,
    copied: false,
    isNew: false,
    isDeleted: false,
    oldMode: null,
    newMode: null,
    oldBlob: null,
    newBlob: null,
    binary: false,
  };
}

/** False when the line is no header line. */
export function readHeaderLine(line: string, header: Header): boolean {
  const reader = HEADER_LINES.find(([start]) => line.startsWith(start));
  if (reader === undefined) return false;
  reader[1](line.slice(reader[0].length), header);
  return true;
}

type HeaderLine = readonly [start: string, read: (rest: string, header: Header) => void];

const HEADER_LINES: readonly HeaderLine[] = [
  [
    "diff --git ",
    (rest, header) => {
      header.names = namesOfGitLine(rest);
    },
  ],
  [
    "old mode ",
    (rest, header) => {
      header.oldMode = rest.trim();
    },
  ],
  [
    "new mode ",
    (rest, header) => {
      header.newMode = rest.trim();
    },
  ],
  [
    "new file mode ",
    (rest, header) => {
      header.isNew = true;
      header.newMode = rest.trim();
    },
  ],
  [
    "deleted file mode ",
    (rest, header) => {
      header.isDeleted = true;
      header.oldMode = rest.trim();
    },
  ],
  [
    "rename from ",
    (rest, header) => {
      header.movedFrom = unquotePath(rest);
    },
  ],
  [
    "rename to ",
    (rest, header) => {
      header.movedTo = unquotePath(rest);
    },
  ],
  [
    "copy from ",
    (rest, header) => {
      header.copied = true;
      header.movedFrom = unquotePath(rest);
    },
  ],
  [
    "copy to ",
    (rest, header) => {
      header.copied = true;
      header.movedTo = unquotePath(rest);
    },
  ],
  ["similarity index ", () => {}],
  ["dissimilarity index ", () => {}],
  ["index ", readIndexLine],
  [
    "--- ",
    (rest, header) => {
      header.oldPath = rest;
    },
  ],
  [
    "+++ ",
    (rest, header) => {
      header.newPath = rest;
    },
  ],
  [
    "Binary files ",
    (_rest, header) => {
      header.binary = true;
    },
  ],
  [
    "GIT binary patch",
    (_rest, header) => {
      header.binary = true;
    },
  ],
];

function readIndexLine(rest: string, header: Header): void {
  const match = /^([0-9a-f]{4,64})\.\.([0-9a-f]{4,64})(?: ([0-7]{6}))?\s*$/.exec(rest);
  if (match === null) return;
  const blob = (id: string | undefined) => (id === undefined || /^0+$/.test(id) ? null : id);
  header.oldBlob = blob(match[1]);
  header.newBlob = blob(match[2]);
  if (match[3] === undefined) return;
  header.oldMode ??= match[3];
  header.newMode ??= match[3];
}
