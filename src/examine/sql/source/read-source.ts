// Source code: the SQL in its texts, and calls that change a database by their names.
import type { FileKind } from "../places.js";
import type { PlacedRisk } from "../risk.js";
import { readSql } from "../script/read-sql.js";
import { softenWayBack } from "../way-back.js";
import { riskyCalls } from "./calls.js";
import { lexCode } from "./lexer.js";
import { sqlTexts } from "./texts.js";
import { wayBackRegions } from "./way-back-regions.js";

export function readSource(
  text: string,
  { language, isMigration }: Extract<FileKind, { kind: "source" }>,
): readonly PlacedRisk[] {
  const source = text.replaceAll("\0", " ");
  const tokens = lexCode(source, language);
  const risks = [
    ...sqlTexts(tokens, source).flatMap((piece) => readSql(piece)),
    ...riskyCalls({ tokens, source, language, isMigration }),
  ];
  return isMigration ? softenWayBack(risks, wayBackRegions(tokens, source, language)) : risks;
}
