// A file that is nothing but SQL, with its sections for the way back, and what it makes anew right after dropping it.
import type { PlacedRisk } from "../risk.js";
import { type Region, softenWayBack } from "../way-back.js";
import { readSql } from "./read-sql.js";
import { softenRecreated } from "./recreated.js";

export function readScript(text: string, isWayBack: boolean): readonly PlacedRisk[] {
  const risks = softenRecreated(readSql({ text, start: 0, certainty: "script" }), text);
  return softenWayBack(risks, isWayBack ? [{ start: 0, end: text.length }] : wayBackSections(text));
}

/** Comments by which goose, dbmate, sql-migrate, node-pg-migrate, Play and Liquibase cut a file in two. */
const SECTION =
  /^[ \t]{0,20}(?:--|#)[ \t]{0,9}-{0,3}[ \t]{0,3}!?(?:\+goose[ \t]{1,9}(up|down)|migrate:(up|down)|\+migrate[ \t]{1,9}(up|down)|(ups|downs)\b|(up|down)[ \t]{1,9}migration|rambler[ \t]{1,9}(up|down)|@(undo)\b)/gim;

function wayBackSections(text: string): readonly Region[] {
  const marks = [...text.matchAll(SECTION)].map((match) => {
    const word = match.slice(1).find((found) => found !== undefined) ?? "";
    return { at: match.index, isBack: /^(?:down|downs|undo)$/i.test(word) };
  });
  return marks.flatMap(({ at, isBack }, index) =>
    isBack ? [{ start: at, end: marks[index + 1]?.at ?? text.length }] : [],
  );
}
