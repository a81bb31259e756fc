// The list of commands: each is found by its verb, and by a typing mistake in it.
import fc from "fast-check";
import { parseCommand } from "../../../../src/core/comments/parse-command.js";
import { COMMANDS, kindOf, meantBy } from "../../../../src/core/judge/commands/index.js";

describe("the commands", () => {
  it("are each found behind /countersign, whatever follows", () => {
    fc.assert(
      fc.property(fc.constantFrom(...COMMANDS), fc.string(), (kind, rest) => {
        expect(kindOf(parseCommand(`/countersign ${kind.verb.toUpperCase()} ${rest}`)?.verb ?? "")).toBe(kind);
      }),
    );
  });

  it("have verbs and usages that differ, and examples that are theirs", () => {
    expect(new Set(COMMANDS.map(({ verb }) => verb)).size).toBe(COMMANDS.length);
    for (const { verb, usage, page } of COMMANDS) {
      expect(usage.split(" ").slice(0, 2)).toEqual(["/countersign", verb]);
      if (page.example !== undefined) expect(parseCommand(page.example)?.verb).toBe(verb);
    }
  });

  it.each([
    ["reasign", "reassign"],
    ["aprove", "approve"],
    ["strat", "start"],
    ["stauts", "status"],
    ["approved", "approve"],
    ["back.", "back"],
    ["deploy", undefined],
    ["xy", undefined],
    ["", undefined],
    ["a".repeat(65_000), undefined],
  ])("are meant by a verb that there is not: %.30s", (verb, meant) => {
    expect(kindOf(verb)).toBeNull();
    expect(meantBy(verb)?.verb).toBe(meant);
  });
});
