// How an entry of the audit chain is quoted on GitHub, whence `countersign audit verify --witness` is given it.

export interface QuotedEntry {
  readonly sequence: number;
  readonly hash: string;
}

export function quoteEntry({ sequence, hash }: QuotedEntry): string {
  return `entry ${sequence}, \`${hash}\``;
}
