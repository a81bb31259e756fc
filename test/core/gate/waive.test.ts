// Every requirement that can be waived loses its waiver together with the waiver's ground, be it waived as a whole or by subject.

import type { GateInput } from "../../../src/core/case/input.js";
import type { Requirement } from "../../../src/core/case/requirement.js";
import type { Change, Comment, PersonFacts } from "../../../src/core/facts/facts.js";
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import { WAIVABLE } from "../../../src/core/gate/requirements/index.js";
import { mayReview } from "../../../src/core/people/independence.js";
import { requirementsOf } from "../../../src/core/render/decision.js";
import {
  aChange,
  aClassification,
  aComment,
  aCommit,
  aFacts,
  aFile,
  aGateInput,
  aGitPerson,
  anExamination,
  aPerson,
  aRecords,
  aWaiver,
  givingComments,
  HEAD_SHA,
  people,
} from "../../support/build.js";
import type { Override } from "../../support/merge.js";

const SECRET = {
  detector: "aws-access-key",
  what: "an AWS access key",
  kind: "credential",
  line: 12,
  masked: "AKIA…",
  id: "3f2c1a9e7b64",
} as const;

const UNREAD_LOCKFILE = { status: "unread", role: "lockfile", cause: "not-understood", reason: "too large" } as const;

function changing(override: Override<Change>): Override<GateInput> {
  return { facts: aFacts({ change: loaded(aChange(override)) }) };
}

/** A pull request that lacks the requirement, and what to name in the waiver. */
const LACKING: Readonly<Record<string, readonly [Override<GateInput>, string | null]>> = {
  reviewable_size: [{ size: { counted: 900, ignored: [] } }, null],
  validation_green: [{ facts: aFacts({ checks: loaded([]) }) }, null],
  acceptance_criteria: [{ facts: aFacts({ linkedIssues: loaded([]) }) }, null],
  intent_stated: [changing({ body: "" }), null],
  no_secrets: [changing({ files: [aFile({ examination: anExamination({ secrets: [SECRET] }) })] }), SECRET.id],
  dependencies_verified: [
    changing({
      files: [aFile({ path: "package-lock.json", examination: anExamination({ manifest: UNREAD_LOCKFILE }) })],
    }),
    "package-lock.json",
  ],
  facts_complete: [
    {
      ...changing({ commits: [aCommit({ author: aGitPerson({ email: "x@example.com", account: null }) })] }),
      classification: aClassification({ tier: "high-stakes" }),
    },
    HEAD_SHA.slice(0, 12),
  ],
};

interface Ground {
  readonly comments?: readonly Comment[];
  readonly maya?: PersonFacts;
}

/** With a waiver by maya, her comment and her permission as given. */
function waivedInput(id: string, { comments, maya = aPerson("maya", "maintain") }: Ground = {}): GateInput {
  const [world, subject] = lackOf(id);
  const records = aRecords({ waivers: [aWaiver({ requirement: id, subject, reason: "@robin wrote it at home" })] });
  const input = aGateInput({ ...world, records });
  const shown = comments ?? givingComments(records);
  return { ...input, facts: { ...input.facts, comments: loaded(shown), people: people(aPerson("robin"), maya) } };
}

function lackOf(id: string) {
  const lack = LACKING[id];
  if (lack === undefined) throw new Error(`${id} can be waived, and this test does not know how to lack it`);
  return lack;
}

function judged(id: string, ground?: Ground): Requirement | undefined {
  return requirementsOf(waivedInput(id, ground)).find((requirement) => requirement.id === id);
}

const ELSEWHERE = [aComment({ id: 1, body: "hm" })];
const UNREAD = aPerson("maya", "none", { permission: unavailable("502") });

describe.each([...WAIVABLE.keys()])("a waiver of %s", (id) => {
  const [, subject] = lackOf(id);

  it("sets it aside while its ground holds", () => {
    expect(judged(id)?.status).toBe("waived");
  });

  it.each<[string, Ground, string]>([
    ["its comment was deleted", { comments: ELSEWHERE }, "ended: its comment was deleted"],
    ["its giver lost the right", { maya: aPerson("maya", "write") }, "ended: whoever gave it needs maintain"],
  ])("sets nothing aside once %s, and the check says so", (_, ground, told) => {
    const requirement = judged(id, ground);

    expect(requirement?.status).toBe("unsatisfied");
    expect(requirement?.detail).toContain(
      `a waiver${subject === null ? "" : ` for \`${subject}\``} by \`maya\` ${told}`,
    );
  });

  it("is an error that passes by itself while its giver's permission cannot be read", () => {
    expect(judged(id, { maya: UNREAD })).toMatchObject({
      status: "error",
      who: "countersign",
      detail: expect.stringContaining("by `maya` cannot be confirmed: "),
    });
  });
});

describe("whom a waiver names as having written a commit", () => {
  const review = (ground?: Ground) => mayReview(aPerson("robin"), waivedInput("facts_complete", ground)).may;

  it("may not review, also while the waiver cannot be confirmed, and may once it has ended", () => {
    expect([review(), review({ maya: UNREAD }), review({ comments: ELSEWHERE })]).toEqual([false, false, true]);
  });
});
