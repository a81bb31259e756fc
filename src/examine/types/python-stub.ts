// Reads a Python stub. The interpreter never runs it; but loaders of lazy modules take from it which modules to load.
import { directivesOf, withParsed } from "./parsed.js";
import type { TypesReading } from "./reading.js";

export function readStub(text: string): Promise<TypesReading> {
  return withParsed("python", text, (parsed) => {
    const imports = parsed.tree.rootNode.descendantsOfType("import_from_statement").map((node) => node?.text ?? "");
    return {
      status: "read",
      parts: [
        ...imports.filter((statement) => /^from\s{1,20}\./.test(statement)),
        ...directivesOf(parsed).map((directive) => directive.text),
      ],
    };
  });
}
