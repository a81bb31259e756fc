// How surprising a text is.

/** Shannon entropy in bits per character: 0 for `aaaa`, about 4 for random hex digits, up to 6 for random base64. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
