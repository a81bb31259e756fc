import fc from "fast-check";
import {
  type Command,
  parseCommand,
  toVerdict,
  visibleTail,
  withoutCommandLine,
  wordsOf,
} from "../../../src/core/comments/parse-command.js";
import { anyText } from "../../support/any-text.js";

function commandIn(body: string): Command {
  const command = parseCommand(body);
  if (command === null) throw new Error("no command");
  return command;
}

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
  ])("reads %j as %s", (body, verb) => {
    expect(parseCommand(body)?.verb).toBe(verb);
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

  it("keeps everything below the first line, line ends as they are", () => {
    expect(parseCommand("/countersign Approve now\r\n### Intent\r\nx\n")).toEqual({
      word: "Approve",
      verb: "approve",
      tail: " now",
      rest: "### Intent\r\nx\n",
    });
  });

  it.each([
    ["/countersign", ""],
    ["/countersign approve", ""],
    ["/countersign approve \t ", ""],
    ["/countersign approve\u00a0\u200b\uFEFF", ""],
    ["/countersign approve reject", "reject"],
    ["/countersign start  please, now ", "please, now"],
    ["/countersign sealed 👍", "👍"],
    ["/countersign help me", "me"],
    ["/countersign away 3d\n\nSkiing!", "3d"],
  ])("tells what stands behind the verb in its line: %j", (body, tail) => {
    expect(visibleTail(commandIn(body))).toBe(tail);
  });

  it("takes the words behind the verb from all lines", () => {
    const words = wordsOf(commandIn("/countersign override  checkout\tis\r\ndown\n\nnow "));

    expect(words).toEqual(["checkout", "is", "down", "now"]);
  });

  it.each(["approve", "Reject", "APPROVE"])("finds the verdict %s", (word) => {
    expect(toVerdict(word)).toBe(word.toLowerCase());
  });

  it.each([undefined, "", "approved", "sealed", "toString"])("finds no verdict in %s", (word) => {
    expect(toVerdict(word)).toBeNull();
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
