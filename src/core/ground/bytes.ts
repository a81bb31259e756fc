// Length in UTF-8, the measure that is never smaller than GitHub's own count of characters.

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
