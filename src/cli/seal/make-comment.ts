// The comment that submits a review.
import { formatSealedComment } from "../../core/comments/answers/seal-draft.js";
import { redact } from "../../core/markdown/redact.js";
import { encryptTo } from "../../seal/age.js";
import { UsageError } from "../classify/io.js";

export type Encrypt = (recipient: string, text: string) => Promise<string>;

/** More than one is not to be expected in a lifetime. */
const MAX_TRIES = 10;

/**
 * What the command line prints is searched for credentials, and random letters may look like one. INVARIANT: the comment is not
 * altered by that: encrypted again, the letters are others.
 */
export async function makeComment(recipient: string, plaintext: string, encrypt: Encrypt = encryptTo): Promise<string> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const comment = formatSealedComment(await encryptOrExplain(recipient, plaintext, encrypt));
    if (redact(comment) === comment) return comment;
  }
  throw new Error(`no block of ${MAX_TRIES} could be printed as it is`);
}

async function encryptOrExplain(recipient: string, plaintext: string, encrypt: Encrypt): Promise<string> {
  try {
    return await encrypt(recipient, plaintext);
  } catch {
    throw new UsageError(
      `the recipient \`${recipient}\` is not copied right: its checksum does not fit; copy it once more`,
    );
  }
}
