// Texts made to cost time, memory or an exception. Each is compared with itself plus a line end; what is bounded comes to an end.
import { compare } from "./compare.js";

const SIZE = 1_000_000;
const fill = (piece: string, size = SIZE) => piece.repeat(Math.floor(size / piece.length));

describe("hostile data", () => {
  it.each<[string, string, string]>([
    ["one endless string", "a.json", `"${fill("x", SIZE - 10)}"`],
    ["a comment behind every value of one line", "a.jsonc", `[${fill("/*x*/1,", 350_000)}1]`],
    ["keys of every prototype", "a.json", '{"__proto__":{"a":1},"constructor":2,"hasOwnProperty":3}'],
    ["an endless line", "a.yml", `a: ${fill("x ", 130_000)}`],
    ["an endless comment", "a.yml", `a: b\n# ${fill("ignore ", 130_000)}`],
    ["an endless comment of settings", "a.env", fill("#")],
  ])("%s are read to the end", (_what, path, text) => {
    expect(compare(path, text, `${text}\n`)?.status).toBe("same");
  });

  it.each<[string, string, string]>([
    ["a hundred thousand brackets", "a.json", fill("[", 100_000) + fill("]", 100_000)],
    ["a name of many parts", "a.toml", `a${fill(".a", 50_000)} = 1`],
    ["too many entries", "a.yml", fill("- a\n")],
    ["too many documents", "a.yml", fill("---\n")],
    ["too many keys in brackets", "a.yml", `[${fill("a,")}]`.slice(0, SIZE)],
    ["brackets fifty thousand deep", "a.yml", "[".repeat(50_000)],
    [
      "indentation a thousand deep",
      "a.yml",
      Array.from({ length: 1_000 }, (_, level) => `${" ".repeat(level)}a:`).join("\n"),
    ],
    ["aliases of aliases", "a.yml", Array.from({ length: 40_000 }, (_, at) => `- &a${at + 1} *a${at}`).join("\n")],
    ["arrays fifty thousand deep", "a.toml", `a = ${"[".repeat(50_000)}`],
    ["a megabyte too much", "a.json", `"${fill("x", 1_048_576)}"`],
    ["no UTF-8", "a.json", '"\uFFFD"'],
    ["a NUL", "a.toml", "a = 1\u0000"],
  ])("%s are unknown", (_what, path, text) => {
    expect(compare(path, text, `${text}\n`)?.status).toBe("unknown");
  });

  it("does not say what is in the text", () => {
    const found = compare("a.json", "{", '{"password":"hunter2"');

    expect(JSON.stringify(found)).not.toContain("hunter2");
  });
});
