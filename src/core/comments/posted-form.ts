// A review form that the App posts as a comment in the name of a signed-in person: its text, and how it is known again.
import { sha256 } from "../ground/canonical.js";

/** GitHub may turn line ends into CRLF and trim the ends of a comment. */
export function hashOfComment(body: string): string {
  return sha256(body.replaceAll("\r\n", "\n").trim());
}
