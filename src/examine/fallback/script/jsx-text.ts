// What of a text between JSX tags remains in the program: as the first proof tells it.
import { TEXT_RUNS } from "../../syntax/text-runs.js";

export function jsxMeaning(raw: string): string {
  return TEXT_RUNS.get("jsx_element")?.meaning(raw) ?? raw;
}
