// Reads an answer piece by piece and stops at the limit, counted after decompression.
import { Unanswered } from "./unanswered.js";

/** @throws Unanswered when the body is larger than `maxBytes`. */
export async function readBody(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return "";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (bytes > maxBytes) throw new Unanswered(`sent more than ${Math.round(maxBytes / 1_000_000)} MB`);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
