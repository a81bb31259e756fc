// What `countersign seal` is asked, and its help.
import type { CommandIo } from "../io.js";

export const SEAL_DESCRIPTION = "encrypt a blind review, so that it can be submitted as a comment";

export const SEAL_OPTIONS: readonly { readonly flags: string; readonly description: string }[] = [
  { flags: "--pull <owner/name#number>", description: "the pull request" },
  { flags: "--reviewer <login>", description: "your login on GitHub" },
  {
    flags: "--fingerprint <hex>",
    description: "the version of the change; the answer to `/countersign start` names it",
  },
  { flags: "--verdict <verdict>", description: "approve or reject" },
  { flags: "--recipient <age1…>", description: "for whom to encrypt; the answer to `/countersign start` names it" },
  { flags: "--server <url>", description: "ask this server for its recipient instead" },
  { flags: "--checklist", description: "the answer to `/countersign start` shows the prompt-injection checklist" },
  { flags: "--out <file>", description: "write the comment into a file instead of to standard output" },
];

export const SEAL_HELP = `
Whatever is missing is asked for: in your editor when VISUAL or EDITOR names one, else question by question. When standard
input is no terminal, the form is read from it as Markdown: as the answer to /countersign start shows it (its four lines
above the form then replace the options), or beginning with its /countersign approve or reject line, or without both.
The answers are checked as the server will check them. Nothing is kept, and nothing is sent; --server asks for the
recipient and tells nothing. What is printed is the comment to paste on the pull request.

Examples:
  countersign seal --pull acme/shop#7 --server https://countersign.example.com
  countersign seal --pull acme/shop#7 --reviewer robin --fingerprint 4f2a… --verdict reject --recipient age1… < review.md
  countersign seal --server https://countersign.example.com < review.txt | gh pr comment 7 --body-file -

Exit codes: 0 sealed · 1 the form lacks something · 2 wrong usage, or no recipient
`;

export const KEYS_DESCRIPTION = "list for whom reviews were and are sealed on this server, the one in use first";

export const KEYS_HELP = `
Run it where the server runs, with the server's settings. Identities, which open what was sealed, are never shown. An
embedded database belongs to the running server: stop it first.

Examples:
  countersign seal keys

Exit codes: 0 listed · 2 the database could not be read
`;

export const ROTATE_DESCRIPTION = "make a new identity for sealed reviews; what was sealed before stays readable";

export const ROTATE_HELP = `
Run it where the server runs, with the server's settings. Running servers use the new identity within a minute; an embedded
database belongs to the running server: stop it first. With SEAL_IDENTITY set the environment holds the identities, and
they are changed there: the new one first, the earlier ones behind it, separated by commas.

Examples:
  countersign seal rotate

Exit codes: 0 made · 2 not made
`;

/** As typed. */
export interface SealOptions {
  readonly pull?: string;
  readonly reviewer?: string;
  readonly fingerprint?: string;
  readonly verdict?: string;
  readonly recipient?: string;
  readonly server?: string;
  readonly checklist?: boolean;
  readonly out?: string;
}

export type SealIo = Pick<CommandIo, "directory" | "readStdin" | "writeOut" | "writeError" | "openPrompt" | "editText">;

export const EXIT_OK = 0;
export const EXIT_FORM = 1;
export const EXIT_USAGE = 2;
