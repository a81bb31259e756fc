// Reads an answer piece by piece and stops at the limit, counted after decompression.
import { createMemberFilter, type ReadMembers } from "./member-filter.js";
import { Unanswered } from "./unanswered.js";

export interface BodyLimits {
  /** Decoded bytes of an answer that is read whole, and of what is kept of others. */
  readonly maxBytes: number;
  /** Decoded bytes of an answer of which only some members are kept. */
  readonly maxThinnedBytes: number;
}

/** @throws Unanswered when the body is larger than its limit. */
export async function readBody(response: Response, limits: BodyLimits, members?: ReadMembers): Promise<string> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  const filter = members === undefined ? null : createMemberFilter(members);
  const most = filter === null ? limits.maxBytes : limits.maxThinnedBytes;
  const pieces: string[] = [];
  let bytes = 0;
  let kept = 0;
  for await (const chunk of response.body) {
    const text = decoder.decode(chunk, { stream: true });
    const piece = filter === null ? text : filter.push(text);
    bytes += chunk.byteLength;
    kept += piece.length;
    // Leaving the loop cancels the stream.
    if (bytes > most || kept > limits.maxBytes) throw new Unanswered("sent more than is read");
    pieces.push(piece);
  }
  return pieces.join("");
}
