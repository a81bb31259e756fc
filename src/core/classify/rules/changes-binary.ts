// Binary files that nobody can read in a diff.

import type { Finding } from "../../facts/finding.js";
import { isTestPath } from "../../paths/tests.js";
import type { FileView } from "../change-view.js";
import { fileFinding, type Rule } from "../rule.js";

export const changesBinary: Rule = {
  id: "changes-binary",
  question: "Does it add or change a binary file that is not an image, a font or a recording?",
  tier: "high-stakes",
  reason: "nobody can see in a diff what a binary file does",
  remedy: "build the file from source in CI, or say in the pull request where it comes from and how to check its hash",
  examples: {
    found: ["lib/native.so", "tools/helper.jar", "data/model.bin"],
    left: ["docs/logo.png", "fonts/a.woff2"],
  },
  find: (view) => view.files.flatMap(findBinary),
};

function findBinary(file: FileView): Finding[] {
  if (file.file.content.kind !== "binary" || file.proof !== null) return [];
  if (file.file.status === "removed") return [lower(file, "removes a binary file")];
  if (file.paths.every(isTestPath)) return [lower(file, "a binary file that tests read")];
  if (file.lowerPaths.every((path) => DOCUMENT.test(path))) return [lower(file, "a document in a binary format")];
  return [fileFinding(changesBinary, file, "a binary file, which nobody can read in the diff")];
}

const DOCUMENT = /\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|odp|parquet|psd|ai|sketch|fig|drawio)$/;

function lower(file: FileView, reason: string): Finding {
  return { ...fileFinding(changesBinary, file, reason), tier: "behavior-changing" };
}
