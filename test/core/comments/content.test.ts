import fc from "fast-check";
import {
  type ContentFault,
  formatContent,
  MAX_CONTENT_BYTES,
  PAD_BYTES,
  padContent,
  parseContent,
  readContent,
  type SealHeader,
} from "../../../src/core/comments/content.js";
import { formatAnswers } from "../../../src/core/comments/form.js";
import { readForm } from "../../../src/core/comments/parse-form.js";
import { byteLength } from "../../../src/core/ground/bytes.js";
import { anyText } from "../../support/any-text.js";
import { aBareForm, GOOD_ANSWERS } from "./forms.js";

const HEADER: SealHeader = {
  reviewer: "robin",
  pull: "acme/shop#7",
  fingerprint: "0123456789abcdef".repeat(4),
  verdict: "reject",
};
const FORM = formatAnswers(GOOD_ANSWERS);

/** Lines as people write them, and the ones that could be taken for something else. */
const line = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.constantFrom(
    "-- ",
    "--",
    "-- .",
    "",
    "....",
    "verdict: approve",
    "reviewer: mallory",
    "### Risks",
    "\t",
    "日本語",
    "🙂‍↕️",
  ),
);
const text = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom("\n", "\r\n", "\r"))
  .map(([lines, end]) => lines.join(end).replace(/\0|\p{Cs}/gu, ""));

describe("the text inside a seal", () => {
  it("begins with its header and an empty line, and reads back", () => {
    const content = formatContent(HEADER, FORM);

    expect(content.split("\n").slice(0, 6)).toEqual([
      "reviewer: robin",
      "pull: acme/shop#7",
      `fingerprint: ${HEADER.fingerprint}`,
      "verdict: reject",
      "",
      "### Intent",
    ]);
    expect(parseContent(padContent(content))).toEqual({ ok: true, value: { header: HEADER, form: FORM, content } });
    expect(readForm(FORM)).toMatchObject({ answers: GOOD_ANSWERS, problems: [] });
  });

  it("reads back whatever was typed, byte for byte, behind padding of whole steps", () => {
    fc.assert(
      fc.property(text, (form) => {
        const content = formatContent(HEADER, form);
        const padded = padContent(content);
        const parsed = parseContent(padded);

        expect(byteLength(padded) % PAD_BYTES).toBe(0);
        expect(byteLength(padded) - byteLength(content)).toBeLessThan(PAD_BYTES + 8);
        expect(parsed).toMatchObject({ ok: true, value: { header: HEADER, content } });
        expect(parsed.ok && parsed.value.form).toBe(form.trim().replace(/\r\n|\r/g, "\n"));
      }),
    );
  });

  it("has one length for all forms of about one length", () => {
    const lengths = Array.from({ length: 40 }, (_, extra) =>
      byteLength(padContent(formatContent(HEADER, `${FORM}${"é".repeat(extra * 10)}`))),
    );

    expect(new Set(lengths)).toEqual(new Set([PAD_BYTES]));
  });

  it.each([
    ["no padding", formatContent(HEADER, FORM), FORM],
    ["a separator without its space", `${formatContent(HEADER, FORM)}\n--\nxxxx`, FORM],
    ["padding of spaces", `${formatContent(HEADER, FORM)}\n-- \n${" ".repeat(900)}`, FORM],
    ["padding of one letter on lines", `${formatContent(HEADER, FORM)}\n-- \n${"xxxxxxxx\n".repeat(90)}xx`, FORM],
    ["line ends of Windows", padContent(formatContent(HEADER, FORM)).replaceAll("\n", "\r\n"), FORM],
    ["a byte order mark", `\uFEFF${formatContent(HEADER, FORM)}`, FORM],
    [
      "an order of its own",
      `verdict: reject\nfingerprint: ${HEADER.fingerprint}\npull: acme/shop#7\nreviewer: robin\n\nx`,
      "x",
    ],
    [
      "capitals and odd spaces",
      `Reviewer :robin\n PULL: acme/shop#7 \nfingerprint:${HEADER.fingerprint}\nverdict: REJECT\n \nx`,
      "x",
    ],
    ["no form", formatContent(HEADER, ""), ""],
  ])("is read with %s", (_, plaintext, form) => {
    expect(parseContent(plaintext)).toMatchObject({ ok: true, value: { header: HEADER, form } });
  });

  it.each<[string, string, readonly ContentFault[]]>([
    ["nothing", "", [{ kind: "no-header" }]],
    ["the form alone", FORM, [{ kind: "no-header" }]],
    ["an empty line first", `\n${formatContent(HEADER, FORM)}`, [{ kind: "no-header" }]],
    ["a line too few", formatContent(HEADER, FORM).replace(/^pull.*\n/m, ""), [{ kind: "missing", key: "pull" }]],
    ["a line twice", `reviewer: mallory\n${formatContent(HEADER, FORM)}`, [{ kind: "twice", key: "reviewer" }]],
    ["a line of its own", `approved: yes\n${formatContent(HEADER, FORM)}`, [{ kind: "unknown-key" }]],
    ["no empty line", formatContent(HEADER, FORM).replace("\n\n", "\n"), [{ kind: "unknown-key" }]],
    ["another verdict", formatContent(HEADER, FORM).replace("reject", "maybe"), [{ kind: "verdict" }]],
    ["no verdict", formatContent(HEADER, FORM).replace("verdict: reject\n", ""), [{ kind: "missing", key: "verdict" }]],
    ["a zero byte", formatContent(HEADER, "\0"), [{ kind: "unprintable" }]],
    ["half of a pair", formatContent(HEADER, "\ud83d"), [{ kind: "unprintable" }]],
  ])("is refused with %s", (_, plaintext, error) => {
    expect(parseContent(plaintext)).toEqual({ ok: false, error });
  });

  it("says every fault of its header at once", () => {
    expect(parseContent("reviewer: robin\nnonsense\nverdict: maybe")).toEqual({
      ok: false,
      error: [
        { kind: "missing", key: "pull" },
        { kind: "missing", key: "fingerprint" },
        { kind: "unknown-key" },
        { kind: "verdict" },
      ],
    });
  });

  it("may be as long as the limit, padding not counted, and not a byte longer", () => {
    const room = MAX_CONTENT_BYTES - byteLength(formatContent(HEADER, ""));
    const full = formatContent(HEADER, "é".repeat(Math.floor(room / 2)).padEnd(Math.ceil(room / 2), "x"));
    const content = full.padEnd(full.length + MAX_CONTENT_BYTES - byteLength(full), "y");

    expect(byteLength(content)).toBe(MAX_CONTENT_BYTES);
    expect(parseContent(padContent(content)).ok).toBe(true);
    expect(parseContent(padContent(`${content}z`))).toEqual({ ok: false, error: [{ kind: "too-long" }] });
  });

  it("never throws, whatever it is", () => {
    fc.assert(
      fc.property(anyText({ maxLength: 120 }), (plaintext) => {
        expect(typeof parseContent(plaintext).ok).toBe("boolean");
      }),
    );
  });
});

describe("a line of two hyphens in an answer", () => {
  const answered = formatContent(HEADER, aBareForm({ intent: "It adds.\n-- \nIt counts.\n--\nIt adds again." }));

  it("is no padding behind which the rest is lost", () => {
    expect(parseContent(padContent(answered))).toMatchObject({ ok: true, value: { content: answered } });
  });

  it("stays in what was committed to, which has no padding any more", () => {
    expect(readContent(answered)).toMatchObject({ ok: true, value: { header: HEADER, content: answered } });
    expect(readContent(answered)).toEqual(parseContent(padContent(answered)));
  });

  it("is not lost where somebody sealed without padding", () => {
    expect(parseContent(answered)).toMatchObject({ ok: true, value: { content: answered } });
  });

  it("is kept whatever the form is", () => {
    fc.assert(
      fc.property(text, (form) => {
        const content = formatContent(HEADER, form);

        expect(readContent(content)).toMatchObject({ ok: true, value: { header: HEADER, content } });
      }),
    );
  });
});
