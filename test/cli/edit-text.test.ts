import { existsSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { editText } from "../../src/cli/edit-text.js";
import { readEditor } from "../../src/config.js";

describe("the editor", () => {
  it("changes the text, with the arguments that its variable has", async () => {
    expect(await editText("sed -i s/Refunds/Returns/", "Refunds are tried again.\n")).toBe(
      "Returns are tried again.\n",
    );
  });

  it("leaves nothing behind, and lets nobody else read meanwhile", async () => {
    const note = join(mkdtempSync(join(tmpdir(), "countersign-")), "note");
    const editor = `sh -c 'stat -c "%a %n" "$0" > ${note}; touch "$0~"'`;

    expect(await editText(editor, "x")).toBe("x");
    const [mode, file = ""] = readFileSync(note, "utf8").trim().split(" ");
    expect(mode).toBe("600");
    expect(existsSync(dirname(file))).toBe(false);
    expect(statSync(tmpdir()).isDirectory()).toBe(true);
  });

  it.each(["false", "no-such-editor-anywhere"])("gives nothing back when `%s` fails", async (editor) => {
    expect(await editText(editor, "x")).toBeNull();
  });

  it("is the one that the person has chosen, VISUAL before EDITOR", () => {
    expect(readEditor({ VISUAL: "code --wait", EDITOR: "vi" })).toBe("code --wait");
    expect(readEditor({ VISUAL: " ", EDITOR: "vi" })).toBe("vi");
    expect(readEditor({})).toBeNull();
  });
});
