import fc from "fast-check";
import { classify } from "../../../src/core/classify/classify.js";
import type { RiskyStatement } from "../../../src/core/facts/examination.js";
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import { destructiveStatements } from "../../../src/core/gate/destructive-statements.js";
import { briefing } from "../../../src/core/render/briefing.js";
import { checkText } from "../../../src/core/render/check-text.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { statementList } from "../../../src/core/render/words.js";
import { aChange, aFile, aGateInput, aHunk, aLoadedPolicy, anExamination, aPolicy } from "../../support/build.js";
import { expectInert, expectNothingInvisible, hostileText, outsideCode } from "./hostile.js";

const DROP: RiskyStatement = {
  line: 3,
  effect: "destroys",
  text: "DROP TABLE users",
  reason: "drops the table `users`",
};
const GRANT: RiskyStatement = {
  line: 1,
  effect: "narrows",
  text: "GRANT ALL ON users TO PUBLIC",
  reason: "gives everybody every right",
};
const UNREAD: RiskyStatement = { line: 2, effect: "unread", text: "", reason: "cannot be read as SQL" };

function inputWith(statements: readonly RiskyStatement[], policy = aPolicy()) {
  const content = { kind: "hunks" as const, hunks: [aHunk({ old: 1, new: 1 }, ["+clean();"])] };
  const file = aFile({ path: "src/clean.ts", content, examination: anExamination({ statements }) });
  const change = aChange({ files: [file] });
  return aGateInput({
    facts: { change: loaded(change) },
    classification: classify(change, policy, null),
    policy: aLoadedPolicy({ policy }),
  });
}

const LOWERED = aPolicy({ tiers: { rules: { "destroys-data": "behavior-changing" } } });
const CONTEXT = { auditHead: null, published: null, annotationsLeftOut: 0 };

function briefingOf(statements: readonly RiskyStatement[], policy = aPolicy()): string {
  const input = inputWith(statements, policy);
  return briefing(decisionOn(input), input, "https://countersign.example/pulls/acme/shop/7");
}

describe("destructive statements", () => {
  it.each([
    ["the briefing", briefingOf],
    [
      "the check's text",
      (statements: readonly RiskyStatement[]) => {
        const input = inputWith(statements);
        return checkText(decisionOn(input), input, CONTEXT);
      },
    ],
  ])("are named in %s with their lines, the worst first", (_where, textOf) => {
    const text = textOf([GRANT, UNREAD, DROP]);
    const lines = [
      "Destructive statements",
      "`DROP TABLE users`: drops the table `users`",
      ": not understood, cannot be read as SQL",
      "`GRANT ALL ON users TO PUBLIC`: may lose or refuse data, gives everybody every right",
    ];
    const places = lines.map((line) => text.indexOf(line));

    expect(places).not.toContain(-1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(text).toContain("[`src/clean.ts:3`](https://github.com/acme/shop/pull/7/files#diff-");
  });

  it("have no section where there are none", () => {
    expect(briefingOf([])).not.toContain("Destructive statements");
  });

  it("have no section where the policy switched the rule off, and none when the change is unknown", () => {
    const off = aPolicy({ tiers: { rules: { "destroys-data": "off" } } });

    expect(briefingOf([DROP], off)).not.toContain("Destructive statements");
    expect(destructiveStatements([], unavailable("GitHub answered 502"))).toEqual([]);
  });

  it("are counted where they are too many", () => {
    const many = Array.from({ length: 20 }, (_, index) => ({ ...DROP, line: index + 1 }));

    expect(briefingOf(many)).toContain("- and 5 more");
  });

  it("are asked for in the blind reviews", () => {
    const requirement = decisionOn(inputWith([DROP, GRANT])).requirements.find(({ id }) => id === "blind_reviews");

    expect(requirement?.detail).toContain(
      "under Risks a review answers for each of the 2 destructive statements, such as `DROP TABLE users` in `src/clean.ts:3`",
    );
  });

  it("are asked for in the structured review where the policy lowers them", () => {
    const requirement = decisionOn(inputWith([DROP], LOWERED)).requirements.find(
      ({ id }) => id === "structured_review",
    );

    expect(requirement?.fix).toContain("answers for the destructive statement `DROP TABLE users` in `src/clean.ts:3`");
  });

  it("show hostile text and do nothing else", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const statement = { ...DROP, path: text, text, reason: `drops the table \`${text}\`` };
        const [, , , line = ""] = statementList([statement], {
          heading: "x",
          pullUrl: "https://github.com/acme/shop/pull/7",
          max: 1,
        });
        const link = /\[\]\(https:\/\/github\.com\/acme\/shop\/pull\/7\/files#diff-[0-9a-f]{64}R3\)/;

        expectInert(outsideCode(line).replace(link, ""));
        expectNothingInvisible(line);
      }),
    );
  });
});
