import { PassThrough } from "node:stream";
import { openTerminalPrompt, type Prompt } from "../../src/cli/prompt.js";

let input: PassThrough;
let prompt: Prompt;
let shown: string;

beforeEach(() => {
  input = new PassThrough();
  const output = new PassThrough();
  shown = "";
  output.on("data", (chunk) => {
    shown += chunk;
  });
  prompt = openTerminalPrompt(input, output);
});
afterEach(() => prompt.rest());

describe("the prompt", () => {
  it("shows the question and gives the line", async () => {
    const answer = prompt.ask("Your login: ");
    input.write("robin\r");

    expect(await answer).toBe("robin");
    expect(shown).toContain("Your login: ");
  });

  it("keeps lines that were pasted at once for the questions to come", async () => {
    const first = prompt.ask("> ");
    input.write("one\rtwo\r\rfour\r");

    expect([await first, await prompt.ask("> "), await prompt.ask("> "), await prompt.ask("> ")]).toEqual([
      "one",
      "two",
      "",
      "four",
    ]);
  });

  it.each([
    ["Ctrl-D", "\u0004"],
    ["Ctrl-C", "\u0003"],
  ])("takes %s for the end", async (_, character) => {
    const answer = prompt.ask("> ");
    input.write(character);

    expect(await answer).toBeNull();
  });

  it("leaves the terminal to others while it rests, and goes on afterwards", async () => {
    const before = prompt.ask("> ");
    input.write("one\r");
    await before;
    prompt.rest();
    expect(input.listenerCount("keypress")).toBe(0);

    const after = prompt.ask("> ");
    input.write("two\r");
    expect(await after).toBe("two");
  });
});
