import { mkdtempSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../src/cli/main.js";
import { makeComment } from "../../../src/cli/seal/make-comment.js";
import { findBlock } from "../../../src/core/comments/armor.js";
import { formatContent, PAD_BYTES, parseContent, type SealContent } from "../../../src/core/comments/content.js";
import { CHECKLIST, CHECKLIST_HEADING, formatAnswers } from "../../../src/core/comments/form.js";
import { parseCommand } from "../../../src/core/comments/parse-command.js";
import { readForm } from "../../../src/core/comments/parse-form.js";
import { redact } from "../../../src/core/markdown/redact.js";
import { createInlineExaminer } from "../../../src/examine/inline-examiner.js";
import type { SealKey } from "../../../src/ports.js";
import { decryptWith, encryptTo, makeKey } from "../../../src/seal/age.js";
import { aBareForm, aForm, GOOD_ANSWERS } from "../../core/comments/forms.js";
import { AWS_KEY, GITHUB_PAT } from "../../core/secrets/samples.js";

const FINGERPRINT = "0123456789abcdef".repeat(4);
const HEADER = { reviewer: "robin", pull: "acme/shop#7", fingerprint: FINGERPRINT, verdict: "reject" } as const;
const OPTIONS = ["--pull", "acme/shop#7", "--reviewer", "robin", "--fingerprint", FINGERPRINT];

let key: SealKey;
beforeAll(async () => {
  key = await makeKey();
});

describe("countersign seal with the form on standard input", () => {
  it("prints a comment that the server opens, and nothing else", async () => {
    const { code, out, error } = await call([...OPTIONS, "--verdict", "reject", ...to()], aBareForm());

    expect(code).toBe(0);
    expect(out).toMatch(/^\/countersign sealed\n\n-----BEGIN AGE ENCRYPTED FILE-----\n[\s\S]*-----END[^\n]*\n$/);
    expect(error).toBe(`Sealed for ${key.recipient}. Paste it, whole, as a new comment on acme/shop#7.\n`);
    expect(await opened(out)).toEqual({
      header: HEADER,
      form: aBareForm(),
      content: formatContent(HEADER, aBareForm()),
    });
  });

  it("takes the verdict from the form's command line, and leaves the line out", async () => {
    const { code, out } = await call([...OPTIONS, ...to()], aForm("reject"));

    expect(code).toBe(0);
    expect(await opened(out)).toMatchObject({ header: { verdict: "reject" }, form: aBareForm() });
  });

  it("takes everything from the text that the answer to start shows", async () => {
    const text = formatContent({ ...HEADER, reviewer: "Robin" }, aBareForm()).replaceAll("\n", "\r\n");
    const { code, out } = await call(to(), text);

    expect(code).toBe(0);
    expect(await opened(out)).toMatchObject({ header: { ...HEADER, reviewer: "Robin" } });
  });

  it("writes the comment into a file instead", async () => {
    const directory = mkdtempSync(join(tmpdir(), "countersign-"));
    const args = [...OPTIONS, "--verdict", "reject", ...to(), "--out", "comment.md"];
    const { code, out, error } = await call(args, aBareForm(), { directory });

    expect([code, out]).toEqual([0, ""]);
    expect(error).toContain("Paste the content of comment.md");
    expect(await opened(readFileSync(join(directory, "comment.md"), "utf8"))).toMatchObject({ header: HEADER });
  });

  it("tells every fault of the form at once, with examples, and seals nothing", async () => {
    const form = aBareForm({ intent: "lgtm", risks: "", edgeCases: GOOD_ANSWERS.tests });
    const { code, out, error } = await call([...OPTIONS, "--verdict", "reject", ...to()], form);

    expect([code, out]).toEqual([1, ""]);
    expect(error).toMatch(/^Intent: expected something about this change, received .* stock phrase/m);
    expect(error).toMatch(/^Edge cases: expected an answer of its own/m);
    expect(error).toMatch(/^Risks: expected an answer below/m);
    expect(error).toMatch(/^ {2}about another change, this would do: Refunds that time out/m);
  });

  it.each([
    [
      "a credential",
      () => aBareForm({ risks: `the log shows ${GITHUB_PAT} twice` }),
      /The whole review: expected no cred/,
    ],
    [
      "too much text",
      () => aBareForm({ risks: "many words about one risk of it, ".repeat(320) }),
      /longer than 10240 bytes/,
    ],
    ["no form", () => "", /Intent: expected the heading/],
    ["a checklist that is not ticked", () => formatAnswers(GOOD_ANSWERS, { ticked: ["sources"] }), /2 of 3 are not/],
  ])("refuses %s with exit code 1", async (_, form, message) => {
    const { code, out, error } = await call([...OPTIONS, "--verdict", "reject", ...to()], form());

    expect([code, out]).toEqual([1, ""]);
    expect(error).toMatch(message);
    expect(error).not.toContain(GITHUB_PAT);
  });

  it.each([
    [
      "an unfilled header",
      formatContent(HEADER, aBareForm()).replace("reject", "approve or reject"),
      /neither `verdict/,
    ],
    ["a header with a line too few", formatContent(HEADER, aBareForm()).replace(/^pull.*\n/m, ""), /has no `pull`/],
    ["two verdicts", formatContent(HEADER, aForm("approve")), /found `reject` in the header and `approve` below/],
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00]), /Expected text in UTF-8/],
  ])("refuses %s with exit code 1", async (_, text, message) => {
    const { code, out, error } = await call(to(), text);

    expect([code, out]).toEqual([1, ""]);
    expect(error).toMatch(message);
  });

  it.each<[string, readonly string[], RegExp]>([
    [
      "nothing at all",
      [],
      /--reviewer: expected .*\n--pull: expected .*\n--fingerprint: expected .*\n--verdict: expected/,
    ],
    ["an odd pull request", [...OPTIONS, "--pull", "shop/7", "--verdict", "reject"], /--pull: .*received `shop\/7`/],
    [
      "an odd verdict",
      [...OPTIONS, "--verdict", "maybe\u001b[31m"],
      /--verdict expects approve or reject, received `maybe/,
    ],
    ["no recipient", [...OPTIONS, "--verdict", "reject"], /for whom\? expected --recipient .*--server/],
    ["both recipient and server", [...OPTIONS, "--verdict", "reject", "--recipient", "x", "--server", "y"], /keep one/],
    ["half a recipient", [...OPTIONS, "--verdict", "reject", "--recipient", "age1abc"], /expected an age recipient/],
    ["http to elsewhere", [...OPTIONS, "--verdict", "reject", "--server", "http://example.com"], /with https/],
    [
      "http to a look-alike",
      [...OPTIONS, "--verdict", "reject", "--server", "http://127.0.0.1.example.com"],
      /with https/,
    ],
    ["a password", [...OPTIONS, "--verdict", "reject", "--server", "https://a:b@example.com"], /with https/],
    ["no address", [...OPTIONS, "--verdict", "reject", "--server", "countersign"], /--server expects an address/],
    ["an unknown word", ["rotat"], /too many arguments/],
  ])("ends with exit code 2 and a way out on %s", async (_, args, message) => {
    const { code, out, error } = await call(args, aBareForm());

    expect([code, out]).toEqual([2, ""]);
    expect(error).toMatch(message);
    expect(error).not.toContain("\u001b");
  });

  it("does not take a recipient with a slip of the hand, nor options that contradict the text", async () => {
    const slip = key.recipient.replace(/.$/, (last) => (last === "q" ? "p" : "q"));
    const mistyped = await call([...OPTIONS, "--verdict", "reject", "--recipient", slip], aBareForm());
    const contradicted = await call(
      ["--reviewer", "mallory", "--verdict", "approve", ...to()],
      formatContent(HEADER, aBareForm()),
    );

    expect([mistyped.code, mistyped.error]).toEqual([2, expect.stringContaining("checksum does not fit")]);
    expect([contradicted.code, contradicted.error]).toEqual([
      2,
      expect.stringMatching(/--reviewer and --verdict; keep/),
    ]);
  });
});

describe("countersign seal with a server", () => {
  let server: Server;
  let answer: { readonly status: number; readonly text: string };
  const asked: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(answer.status, answer.status === 302 ? { location: "/elsewhere" } : {}).end(answer.text);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    asked.length = 0;
  });
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  it("asks it for its recipient once, and tells it nothing", async () => {
    answer = { status: 200, text: `${key.recipient}\n` };
    const { code, out } = await call([...OPTIONS, "--verdict", "reject", "--server", address()], aBareForm());

    expect(code).toBe(0);
    expect(asked).toEqual(["GET /seal/recipient"]);
    expect(await opened(out)).toMatchObject({ header: HEADER });
  });

  it("does not ask for the recipient of a review that lacks something", async () => {
    expect((await call([...OPTIONS, "--verdict", "reject", "--server", address()], "")).code).toBe(1);
    expect(asked).toEqual([]);
  });

  it.each([
    [404, "Not found"],
    [200, "<html>\u001b[31m"],
    [200, "age1short"],
    [302, ""],
  ])("ends with exit code 2 when it answers %d %j", async (status, text) => {
    answer = { status, text };
    const { code, out, error } = await call([...OPTIONS, "--verdict", "reject", "--server", address()], aBareForm());

    expect([code, out]).toEqual([2, ""]);
    expect(error).toMatch(/was to name a recipient|did not answer/);
    expect(error).not.toContain("\u001b");
  });

  it("says so when nobody answers", async () => {
    const { code, error } = await call(
      [...OPTIONS, "--verdict", "reject", "--server", "http://127.0.0.1:9"],
      aBareForm(),
    );

    expect([code, error]).toEqual([2, expect.stringContaining("http://127.0.0.1:9 did not answer")]);
  });
});

describe("countersign seal at a terminal", () => {
  const ANSWERS = [
    ...[GOOD_ANSWERS.intent, "."],
    ...["n", "y", "", "I ran the cart suite,", "", "and wrote one more case with a quantity of zero.", "."],
    ...[...GOOD_ANSWERS.edgeCases.split("\n"), "."],
    ...[GOOD_ANSWERS.risks, "."],
  ];

  it("asks for what is missing, question by question, and for the checklist where it is wanted", async () => {
    const lines = [
      key.recipient,
      "acme/shop#7",
      "robin",
      FINGERPRINT,
      "reject",
      ...ANSWERS,
      "y",
      "y",
      "yes",
      "none found",
      ".",
    ];
    const { code, out, questions } = await call(["--checklist"], "", { lines });

    expect(code).toBe(0);
    const content = await opened(out);
    expect(content.header).toEqual(HEADER);
    expect(readForm(content.form)).toMatchObject({
      problems: [],
      answers: {
        tests: "I ran the cart suite,\n\nand wrote one more case with a quantity of zero.",
        testEvidence: { acceptanceCriteria: false, ownTests: true, agentTestsOnly: false },
        checklist: { ticked: CHECKLIST.map(({ id }) => id), note: "none found" },
      },
    });
    expect(questions.filter((question) => question !== "> ")).toHaveLength(11);
  });

  it("asks for nothing that an option says", async () => {
    const { code, questions } = await call([...OPTIONS, "--verdict", "reject", ...to()], "", { lines: ANSWERS });

    expect(code).toBe(0);
    expect(questions[0]).toBe("> ");
  });

  it("says at once what an answer lacks, and asks once more", async () => {
    const lines = ["acme/shop", "acme/shop#7", "perhaps", "reject", "lgtm", ".", ...ANSWERS];
    const args = ["--reviewer", "robin", "--fingerprint", FINGERPRINT, ...to()];
    const { code, out, error } = await call(args, "", { lines });

    expect(code).toBe(0);
    expect(error).toMatch(/--pull: expected the pull request as owner\/name#number/);
    expect(error).toMatch(/Intent: expected something about this change.*\n.*\nOnce more:/);
    expect(await opened(out)).toMatchObject({ header: HEADER });
  });

  it("seals nothing when the input ends", async () => {
    const { code, out, error } = await call([...OPTIONS, "--verdict", "reject", ...to()], "", {
      lines: ["Three mugs"],
    });

    expect([code, out]).toEqual([2, ""]);
    expect(error).toContain("the input ended before the review was complete");
  });

  it("opens the form in the editor, again when it lacks something, with what was typed still there", async () => {
    const shown: string[] = [];
    const edits = [aBareForm({ risks: "none" }), aBareForm()];
    const editText = async (text: string) => {
      shown.push(text);
      return edits.shift() ?? null;
    };
    const { code, out, error } = await call([...OPTIONS, "--verdict", "reject", ...to()], "", {
      lines: [""],
      editText,
    });

    expect(code).toBe(0);
    expect(shown).toEqual([`${formatAnswers(null)}\n`, `${aBareForm({ risks: "none" })}\n`]);
    expect(error).toContain("Risks: expected something about this change");
    expect(await opened(out)).toMatchObject({ form: aBareForm() });
  });

  it("shows the checklist in the editor, and ends with exit code 1 for somebody who gives up", async () => {
    const shown: string[] = [];
    const editText = async (text: string) => {
      shown.push(text);
      return text;
    };
    const args = [...OPTIONS, "--verdict", "reject", "--checklist", ...to()];
    const { code, out, error } = await call(args, "", { lines: ["n"], editText });

    expect([code, out]).toEqual([1, ""]);
    expect(shown).toHaveLength(1);
    expect(shown[0]).toContain(`### ${CHECKLIST_HEADING}`);
    expect(error).toContain("Intent: expected your answer, received the form's own text");
  });

  it("says so when the editor fails", async () => {
    const { code, error } = await call([...OPTIONS, "--verdict", "reject", ...to()], "", {
      lines: [],
      editText: async () => null,
    });

    expect([code, error]).toEqual([2, expect.stringContaining("the editor did not end well")]);
  });
});

describe("the comment that is printed", () => {
  it("is not altered by the search for credentials", async () => {
    let tries = 0;
    const comment = await makeComment(key.recipient, "x", async (recipient, text) => {
      tries += 1;
      return tries < 3 ? `-----BEGIN AGE ENCRYPTED FILE-----\n${AWS_KEY}\n` : encryptTo(recipient, text);
    });

    expect(tries).toBe(3);
    expect(redact(comment)).toBe(comment);
    expect(redact(AWS_KEY)).not.toBe(AWS_KEY);
  });

  it("is a command that the server knows, and its text is padded", async () => {
    const { out } = await call([...OPTIONS, "--verdict", "reject", ...to()], aBareForm());
    const command = parseCommand(out);
    const block = findBlock(command?.verb === "sealed" ? command.rest : "");
    const seal = await decryptWith([key.identity], block.found ? block.block : "");

    expect(seal.status === "opened" && Buffer.byteLength(seal.text) % PAD_BYTES).toBe(0);
  });
});

function to(): readonly string[] {
  return ["--recipient", key.recipient];
}

async function opened(comment: string): Promise<SealContent> {
  const block = findBlock(comment);
  const seal = await decryptWith([key.identity], block.found ? block.block : "");
  const parsed = parseContent(seal.status === "opened" ? seal.text : "");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

interface Terminal {
  readonly directory?: string;
  /** What the person types; absent: standard input is no terminal. */
  readonly lines?: readonly string[];
  readonly editText?: (text: string) => Promise<string | null>;
}

async function call(args: readonly string[], stdin: string | Buffer, terminal: Terminal = {}) {
  let out = "";
  let error = "";
  const questions: string[] = [];
  const lines = [...(terminal.lines ?? [])];
  const ask = async (question: string) => {
    questions.push(question);
    return lines.shift() ?? null;
  };
  const code = await run(["seal", ...args], {
    directory: terminal.directory ?? tmpdir(),
    colour: false,
    openExaminer: createInlineExaminer,
    openPrompt: terminal.lines === undefined ? undefined : () => ({ ask, rest: () => undefined }),
    editText: terminal.editText,
    readStdin: async () => Buffer.from(stdin as string),
    writeOut: (text) => {
      out += text;
    },
    writeError: (text) => {
      error += text;
    },
  });
  return { code, out, error, questions };
}
