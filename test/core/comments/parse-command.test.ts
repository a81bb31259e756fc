import fc from "fast-check";
import { parseCommand, VERBS, withoutCommandLine } from "../../../src/core/comments/parse-command.js";
import { anyText } from "../../support/any-text.js";

describe("parseCommand", () => {
  it.each([
    ["/countersign start", "start"],
    ["/countersign START", "start"],
    ["/Countersign Status", "status"],
    ["/countersign\thelp", "help"],
    ["/countersign\u00a0recheck", "recheck"],
    ["\uFEFF/countersign start", "start"],
    ["   /countersign start   ", "start"],
    ["/countersign start please\r\nthank you", "start"],
    ["/countersign start\rold Mac", "start"],
    ["/countersign override x\u2028y", "override"],
    ["/countersign reassign", "reassign"],
    ["/countersign Away 3d", "away"],
    ["/countersign back to work", "back"],
  ])("reads %j as %s", (body, kind) => {
    expect(parseCommand(body)?.kind).toBe(kind);
  });

  it.each([
    ["", "an empty comment"],
    ["please /countersign start", "a later word"],
    ["\n/countersign start", "the second line"],
    ["hello\n/countersign start", "a later line"],
    ["> /countersign start", "a quote"],
    ["    /countersign start", "an indented code block"],
    ["\t/countersign start", "a code block by tab"],
    ["```\n/countersign start\n```", "a code fence"],
    ["`/countersign start`", "inline code"],
    ["/countersigned start", "another word"],
    ["/countersign-start", "another word with a hyphen"],
    ["countersign start", "no slash"],
    ["<!-- -->/countersign start", "behind a hidden comment"],
    ["- /countersign start", "a list"],
  ])("takes %j for text: %s", (body) => {
    expect(parseCommand(body)).toBeNull();
  });

  it("keeps everything below the first line as the body, line ends as they are", () => {
    expect(parseCommand("/countersign approve now\r\n### Intent\r\nx\n")).toEqual({
      kind: "approve",
      extra: "now",
      body: "### Intent\r\nx\n",
    });
  });

  it.each([
    ["/countersign approve", ""],
    ["/countersign approve \t ", ""],
    ["/countersign approve\u00a0\u200b\uFEFF", ""],
    ["/countersign approve reject", "reject"],
    ["/countersign start  please, now ", "please, now"],
    ["/countersign sealed 👍", "👍"],
    ["/countersign back.", null],
    ["/countersign help me", "me"],
  ])("tells what stands behind a verb that takes nothing: %j", (body, extra) => {
    const command = parseCommand(body);

    if (extra === null) expect(command).toMatchObject({ kind: "unknown", suggestion: "back" });
    else expect(command).toMatchObject({ extra });
  });

  it("takes the reason of an override from all lines, with single spaces", () => {
    expect(parseCommand("/countersign override  checkout\tis\r\ndown\n\nnow ")).toEqual({
      kind: "override",
      reason: "checkout is down now",
    });
  });

  it("takes the reason of a reassign from all lines, and what follows on away from the first", () => {
    expect(parseCommand("/countersign reassign not\n my code")).toEqual({ kind: "reassign", reason: "not my code" });
    expect(parseCommand("/countersign away 3d\n\nSkiing!")).toEqual({
      kind: "away",
      until: { ok: true, value: { kind: "seconds", seconds: 259_200 } },
    });
  });

  it.each([
    ["/countersign reasign", "reassign"],
    ["/countersign aprove", "approve"],
    ["/countersign strat", "start"],
    ["/countersign stauts", "status"],
    ["/countersign approved", "approve"],
    ["/countersign deploy", null],
    ["/countersign xy", null],
    ["/countersign", null],
    [`/countersign ${"a".repeat(65_000)}`, null],
  ])("asks back after an unknown verb: %.30s", (body, suggestion) => {
    expect(parseCommand(body)).toMatchObject({ kind: "unknown", suggestion });
  });

  it("knows every verb that it lists", () => {
    fc.assert(
      fc.property(fc.constantFrom(...VERBS), fc.string(), (verb, rest) => {
        expect(parseCommand(`/countersign ${verb} ${rest}`)?.kind).toBe(verb);
      }),
    );
  });

  it("never throws, and finds no command in a text that does not begin with one", () => {
    fc.assert(
      fc.property(anyText({ maxLength: 200 }), (text) => {
        expect(parseCommand(`x${text}`)).toBeNull();
        expect(() => parseCommand(text)).not.toThrow();
      }),
    );
  });

  it("takes off the command line and nothing else", () => {
    expect(withoutCommandLine("/countersign approve\n### Intent")).toBe("### Intent");
    expect(withoutCommandLine("### Intent\n/countersign approve")).toBe("### Intent\n/countersign approve");
  });
});
