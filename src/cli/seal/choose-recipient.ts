// For whom to encrypt: as typed, or as the server says. The only call over the network that `seal` can make.
import { UsageError } from "../classify/io.js";
import { printable } from "../printable.js";
import type { SealOptions } from "./options.js";

const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;
const TIMEOUT_MS = 10_000;
/** A recipient and its line end, with room for an answer that is none. */
const MAX_ANSWER_CHARS = 1_000;

/** Null: neither was given. @throws UsageError */
export async function chooseRecipient({ recipient, server }: SealOptions): Promise<string | null> {
  if (recipient !== undefined && server !== undefined) {
    throw new UsageError("--recipient and --server both say for whom to encrypt; keep one of them");
  }
  if (recipient !== undefined) return toRecipient(recipient);
  return server === undefined ? null : askServer(toAddress(server));
}

/** @throws UsageError */
export function toRecipient(typed: string): string {
  const recipient = typed.trim();
  if (RECIPIENT.test(recipient)) return recipient;
  throw new UsageError(
    `expected an age recipient, \`age1\` and 58 more characters, received \`${quote(recipient)}\`; ` +
      "copy it from the answer to /countersign start",
  );
}

/** Whoever could change the answer on its way could read the review. */
function toAddress(typed: string): URL {
  const url = URL.canParse(typed) ? new URL(typed) : null;
  const isLoopback = url !== null && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  if (url === null || !(url.protocol === "https:" || (url.protocol === "http:" && isLoopback)) || url.username !== "") {
    throw new UsageError(
      `--server expects an address with https (http for this machine only), received \`${quote(typed)}\`, ` +
        "e.g. --server https://countersign.example.com",
    );
  }
  return new URL("/seal/recipient", url);
}

async function askServer(url: URL): Promise<string> {
  const answer = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(() => null);
  if (answer === null) throw new UsageError(`${url.origin} did not answer; look at the address and the network`);
  const text = (await answer.text()).slice(0, MAX_ANSWER_CHARS).trim();
  if (!answer.ok || !RECIPIENT.test(text)) {
    throw new UsageError(
      `${url.href} was to name a recipient and answered ${answer.status} with \`${quote(text)}\`; ` +
        "is there a Countersign server of this version?",
    );
  }
  return text;
}

function quote(typed: string): string {
  return printable(typed.slice(0, 80));
}
