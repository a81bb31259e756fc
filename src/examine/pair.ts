// A file's two whole texts, as the parts of an examination compare them. Both are hostile.

export interface Pair {
  /** Path of the old text; differs from `path` when the file was renamed. */
  readonly previousPath: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
}
