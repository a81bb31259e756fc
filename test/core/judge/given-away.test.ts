// Verdicts in the clear on a high-stakes change whose panel is not complete: wherever a person can type one.
import fc from "fast-check";
import { applyChanges } from "../../../src/core/case/apply-changes.js";
import type { GateInput } from "../../../src/core/case/input.js";
import { unknownVersion } from "../../../src/core/classify/fingerprint.js";
import { formatBlankForm } from "../../../src/core/comments/form.js";
import type { Comment, Facts, LineComment, NativeReview } from "../../../src/core/facts/facts.js";
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import { judgeCommands } from "../../../src/core/judge/judge-commands.js";
import { NO_CONTEXT as EMPTY } from "../../../src/core/judge/ruling.js";
import { maySit } from "../../../src/core/reviews/may-sit.js";
import {
  aClassification,
  aLineComment,
  anAccount,
  anAgentAccount,
  aPerson,
  aRecords,
  aSession,
  FINGERPRINT,
  fakeSha,
  HEAD_SHA,
  people,
} from "../../support/build.js";
import { aBareForm, aForm, at, GOOD_ANSWERS, reviewed, said } from "../comments/forms.js";
import { aPanelInput, revealedBy, sealedBy } from "../reviews/panels.js";

const FORM = aBareForm();
const MALLORY = anAccount({ login: "sam" });

interface Given {
  readonly comments?: readonly Comment[];
  readonly reviews?: readonly NativeReview[];
  readonly lines?: readonly LineComment[];
  readonly sealed?: NonNullable<Parameters<typeof aPanelInput>[0]["sealed"]>;
  readonly facts?: Partial<Facts>;
  readonly input?: Partial<GateInput>;
}

function world({ comments = [], reviews = [], lines = [], sealed = [], facts = {}, input = {} }: Given): GateInput {
  const panel = aPanelInput({ sealed });
  const read = { comments: loaded(comments), reviews: loaded(reviews), lineComments: loaded(lines), ...facts };
  return { ...panel, ...input, facts: { ...panel.facts, ...read } };
}

function judged(given: Given) {
  const input = world(given);
  const outcomes = judgeCommands(input);
  const after = { ...input, records: applyChanges(input.records, outcomes.changes) };
  return {
    outcomes,
    after,
    /** Who cannot sit any more because of what they showed. */
    exposed: outcomes.changes.exposures.map(({ person, fingerprint }) => [person.login, fingerprint]),
    removed: outcomes.removals.map(({ commentId }) => commentId),
    reply: outcomes.replies.at(-1)?.body ?? "",
    sits: (login: string) => maySit(aPerson(login), [], after).may,
  };
}

const inComment = (body: string) => ({ comments: [said("robin", "10:05", body, { id: 1 })] });
const inReview = (body: string) => ({ reviews: [reviewed("robin", "10:05", { id: 1, state: "COMMENTED", body })] });
const onLine = (body: string) => ({ lines: [aLineComment({ id: 1, body, publishedAt: at("10:05") })] });

const TEXTS: readonly (readonly [string, string])[] = [
  ["words above the command and a form", `Here is my review.\n\n${aForm("reject")}`],
  ["a form without any command", FORM],
  ["a form below talk", `I read all of it.\n\n${FORM}\n\nSorry for the delay.`],
  ["a command without a form, below talk", "Looks fine.\n\n/countersign approve"],
  ["the header of a sealed review", "verdict: reject"],
  ["a form below another command", `/countersign status\n\n${FORM}`],
  ["a verdict below `start`", "/countersign start\n/countersign approve"],
  ["a verdict behind `start`", "/countersign start approve"],
  ["a misspelt command", "/countersign aprove"],
];

const COMMENTS: readonly (readonly [string, string])[] = [
  ...TEXTS,
  ["two verdicts on one line", `/countersign approve reject\n\n${FORM}`],
  ["a word too many", `/countersign approve not\n\n${FORM}`],
  ["a second command", `${aForm()}\n\n/countersign reject`],
  ["a sealed command with words in place of the block", "/countersign sealed\n\nI approve of it."],
  ["a sealed command with words behind it", "/countersign sealed approve"],
  ["a sealed command with a form", `/countersign sealed\n\n${FORM}`],
];

describe("a verdict in the clear", () => {
  it.each(COMMENTS)("in a comment is removed, recorded, and keeps its author off the panel: %s", (_, body) => {
    const { exposed, removed, reply, sits, outcomes } = judged(inComment(body));

    expect(removed).toEqual([1]);
    expect(exposed).toEqual([["robin", FINGERPRINT]]);
    expect(sits("robin")).toBe(false);
    expect(sits("sam")).toBe(true);
    expect(outcomes.reactions).toEqual([]);
    expect(outcomes.events).toMatchObject([{ kind: "exposure", actor: { login: "robin" } }]);
    expect(reply).toContain("`robin` gave it and cannot sit");
    for (const line of body.split("\n").filter((text) => text.length > 25)) expect(reply).not.toContain(line);
  });

  it.each(TEXTS)("in a review that only comments is recorded, and cannot be removed: %s", (_, body) => {
    const { exposed, outcomes, reply, sits } = judged(inReview(body));

    expect(exposed).toEqual([["robin", FINGERPRINT]]);
    expect(sits("robin")).toBe(false);
    expect(outcomes.removals).toEqual([]);
    expect(reply).toContain("not counted");
    expect(reply).not.toContain("was removed");
  });

  it.each(TEXTS)("on a line of the diff is removed from there: %s", (_, body) => {
    const { exposed, outcomes, sits } = judged(onLine(body));

    expect(exposed).toEqual([["robin", FINGERPRINT]]);
    expect(sits("robin")).toBe(false);
    expect(outcomes.removals).toEqual([{ kind: "removal", commentId: 1, onLine: true }]);
    expect(outcomes.replies).toHaveLength(1);
  });

  it("is answered in the same words whatever it says", () => {
    const answer = (body: string) => JSON.stringify(judged(inComment(body)).outcomes);

    expect(answer(`x\n/countersign approve\n\n${FORM}`)).toBe(answer(`x\n/countersign reject\n\n${FORM}`));
    expect(answer("verdict: approve")).toBe(answer("verdict: reject"));
  });

  it("is seen once", () => {
    for (const given of [inComment(FORM), inReview(FORM), onLine(FORM)]) {
      const first = judged(given);
      const again = judgeCommands(first.after);

      expect(again.changes).toEqual({ ...first.outcomes.changes, exposures: [], handled: [] });
      expect(again.replies).toEqual([]);
    }
  });

  it("costs whoever sealed before it their seat, and leaves it to two others", () => {
    const { after } = judged({ ...onLine(FORM), sealed: [sealedBy("robin", "10:00")] });

    expect(maySit(aPerson("robin"), [], after).may).toBe(false);
    expect(maySit(aPerson("sam"), [aPerson("maya")], after).may).toBe(true);
  });

  it.each<[string, Given]>([
    [
      "on a pull request that is closed, and may be opened again",
      { facts: { pull: { ...world({}).facts.pull, state: "closed" } } },
    ],
    [
      "by somebody whose permission cannot be read",
      { facts: { people: people(aPerson("robin", "write", { permission: unavailable("502") })) } },
    ],
    ["by somebody whom nobody looked up", { facts: { people: new Map() } }],
  ])("counts %s", (_, given) => {
    for (const body of [FORM, `/countersign approve not\n\n${FORM}`]) {
      expect(judged({ ...inComment(body), ...given })).toMatchObject({
        exposed: [["robin", FINGERPRINT]],
        removed: [1],
      });
    }
    expect(judged({ ...onLine(FORM), ...given }).exposed).toEqual([["robin", FINGERPRINT]]);
  });

  it("of a whole form in the first line counts on a closed pull request, too", () => {
    const facts = { pull: { ...world({}).facts.pull, state: "closed" as const } };

    expect(judged({ ...inComment(aForm()), facts })).toMatchObject({ exposed: [["robin", FINGERPRINT]], removed: [1] });
  });

  it("through an App counts as the person's, whom it made known", () => {
    const comments = [said("robin", "10:05", aForm(), { id: 1, viaApp: true })];

    expect(judged({ comments })).toMatchObject({ exposed: [["robin", FINGERPRINT]], removed: [1] });
  });

  it("waits neither for what is unknown nor for an earlier command of its author", () => {
    const facts = { people: people(aPerson("robin", "write", { permission: unavailable("502") })) };
    const comments = [said("robin", "11:50", "/countersign start"), said("robin", "11:55", FORM, { id: 1 })];

    expect(judged({ comments, facts })).toMatchObject({ exposed: [["robin", FINGERPRINT]], removed: [1] });
  });

  it("in a form that could not be judged for too long is treated as one", () => {
    const facts = { people: people(aPerson("robin", "write", { permission: unavailable("502") })) };

    expect(judged({ ...inComment(aForm()), facts })).toMatchObject({ exposed: [["robin", FINGERPRINT]], removed: [1] });
    const soon = [said("robin", "11:50", aForm(), { id: 1 })];
    expect(judged({ comments: soon, facts })).toMatchObject({ exposed: [], removed: [] });
  });
});

describe("a verdict while the change cannot be read", () => {
  const unread = (given: Given): Given => ({
    ...given,
    facts: { change: unavailable("GitHub answered 502"), ...given.facts },
    input: { fingerprint: unknownVersion(HEAD_SHA) },
  });

  it("waits, wherever it stands, until it is known which version it is about", () => {
    for (const given of [inComment(FORM), inReview(FORM), onLine(FORM)]) {
      const first = judged(unread(given));
      expect(first.outcomes.changes.handled).toEqual([]);
      expect(judged(given).exposed).toEqual([["robin", FINGERPRINT]]);
    }
  });

  it.each<[string, Given]>([
    ["a form that was refused after all", inComment(aForm())],
    ["GitHub's own button", { reviews: [reviewed("robin", "10:05")] }],
    ["GitHub's own button above a form", { reviews: [reviewed("robin", "10:05", { body: FORM })] }],
  ])("is held against its author once it can be read: %s", (_, given) => {
    const { after } = judged(unread(given));
    const known = { ...world({}), records: after.records };

    expect(maySit(aPerson("robin"), [], known).may).toBe(false);
    const pushed = { ...known, facts: { ...known.facts, pull: { ...known.facts.pull, headSha: fakeSha("pushed") } } };
    expect(maySit(aPerson("robin"), [], pushed).may).toBe(true);
  });
});

describe("an edit", () => {
  const edited = { editedAt: at("10:30"), editor: anAccount() };

  it.each<[string, (body: string) => Given]>([
    ["a comment", (body) => ({ comments: [said("robin", "09:30", body, { id: 1, ...edited })] })],
    ["a review", (body) => ({ reviews: [reviewed("robin", "09:30", { id: 1, state: "COMMENTED", body, ...edited })] })],
    ["a comment on a line", (body) => ({ lines: [aLineComment({ id: 1, body, ...edited })] })],
    [
      "a comment on a line of an earlier commit",
      (body) => ({ lines: [aLineComment({ id: 1, body, commitSha: fakeSha("earlier"), ...edited })] }),
    ],
  ])("that shows a verdict in what was harmless is seen: %s", (_, make) => {
    expect(judged(make("What about zero?")).exposed).toEqual([]);
    expect(judged(make(`What about zero?\n\n${FORM}`)).exposed).toEqual([["robin", FINGERPRINT]]);
  });

  it("of a command that was taken is seen, and of one that was sealed", () => {
    const start = said("robin", "10:00", "/countersign start", { id: 1 });
    const first = judged({ comments: [start] });
    const body = `/countersign start\n\n${FORM}`;
    const again = world({ comments: [{ ...start, body, ...edited }] });
    const { removals } = judgeCommands({ ...again, records: first.after.records });

    expect(removals).toEqual([{ kind: "removal", commentId: 1 }]);
  });

  it("by somebody else makes that person known, where it says a verdict, and never the author", () => {
    const by = { editedAt: at("10:30"), editor: MALLORY };
    for (const body of ["verdict: reject", `x\n${aForm()}`, aForm()]) {
      const { exposed, removed, sits } = judged({ comments: [said("robin", "10:00", body, { id: 1, ...by })] });

      expect(exposed).toEqual([["sam", FINGERPRINT]]);
      expect(removed).toEqual([1]);
      expect(sits("robin")).toBe(true);
    }
    const form = judged({ comments: [said("robin", "10:00", FORM, { id: 1, ...by })] });
    expect(form).toMatchObject({ exposed: [], removed: [1] });
  });

  it("by somebody else who thanks for a sealed review gives nothing away", () => {
    const by = { editedAt: at("10:30"), editor: MALLORY };
    const sealedWith = (words: string) => {
      const body = `/countersign sealed\n\n-----BEGIN AGE ENCRYPTED FILE-----\n${words}`;
      return judged({ comments: [said("robin", "10:00", body, { id: 1, ...by })] });
    };

    expect(sealedWith("Thank you!")).toMatchObject({ exposed: [], removed: [] });
    expect(sealedWith("verdict: reject")).toMatchObject({ exposed: [["sam", FINGERPRINT]], removed: [1] });
  });

  it.each([
    ["nobody whom GitHub names", null],
    ["a program", anAgentAccount({ login: "helper[bot]", id: 7 })],
  ])("by %s is removed and held against nobody", (_, editor) => {
    const comments = [said("robin", "10:00", "verdict: reject", { id: 1, editedAt: at("10:30"), editor })];

    expect(judged({ comments })).toMatchObject({ exposed: [], removed: [1] });
  });

  it("of a review with a button does not hide who pressed it", () => {
    const reviews = [reviewed("robin", "10:00", { body: "x", editedAt: at("10:01"), editor: MALLORY })];

    expect(judged({ reviews }).exposed).toEqual([["robin", FINGERPRINT]]);
  });
});

describe("what is no verdict on this version", () => {
  it.each<[string, Given]>([
    ["people talking", inComment("LGTM, I would approve this")],
    ["a blank form that somebody copied", inComment(`How does this work?\n\n${formatBlankForm()}`)],
    ["a quotation", inComment(`On Monday sam wrote:\n${FORM.replace(/^/gm, "> ")}`)],
    [
      "a program's report",
      { comments: [said("helper", "10:05", FORM, { author: anAgentAccount({ login: "h[bot]", id: 7 }) })] },
    ],
    ["a program's review", { lines: [aLineComment({ body: FORM, author: anAgentAccount() })] }],
    ["a text of nobody", { lines: [aLineComment({ body: FORM, author: null })] }],
    ["what the App wrote", { comments: [said("robin", "10:05", FORM, { ours: true })] }],
    ["what the operator reports under such headings", { comments: [said("alice", "10:05", FORM)] }],
    ["a line of an earlier commit", { lines: [aLineComment({ body: FORM, commitSha: fakeSha("earlier") })] }],
    [
      "a review of an earlier commit",
      { reviews: [reviewed("robin", "10:05", { state: "COMMENTED", body: FORM, commitSha: fakeSha("earlier") })] },
    ],
    ["once both reviews are in", { ...inComment(FORM), sealed: [sealedBy("sam", "09:00"), sealedBy("maya", "09:10")] }],
    [
      "once both are revealed",
      { ...inComment(FORM), sealed: [revealedBy("sam", "approve", "09:00"), revealedBy("maya", "approve", "09:10")] },
    ],
    ["on a merged pull request", { ...inComment(FORM), facts: { pull: { ...world({}).facts.pull, state: "merged" } } }],
    [
      "on a change that a person wrote, where only agents' are gated",
      { ...inComment(FORM), input: { classification: aClassification({ tier: "high-stakes", agent: null }) } },
    ],
    ["on a change that needs one open review", { ...inComment(FORM), input: { classification: aClassification() } }],
  ])("keeps nobody off the panel: %s", (_, given) => {
    const { exposed, outcomes } = judged(given);

    expect(exposed).toEqual([]);
    expect(outcomes.removals).toEqual([]);
  });

  it("but a verdict in so many words by the operator goes like any other", () => {
    expect(judged({ comments: [said("alice", "10:05", `x\n${aForm()}`, { id: 1 })] }).removed).toEqual([1]);
  });
});

describe("a review with GitHub's own button", () => {
  it("that was dismissed before anybody looked was a verdict all the same", () => {
    expect(judged({ reviews: [reviewed("robin", "10:05", { state: "DISMISSED" })] }).exposed).toEqual([
      ["robin", FINGERPRINT],
    ]);
  });

  it.each<[string, Given]>([
    [
      "of an earlier commit",
      { reviews: [reviewed("robin", "10:05", { state: "DISMISSED", commitSha: fakeSha("x") })] },
    ],
    [
      "where the review is not blind",
      { reviews: [reviewed("robin", "10:05", { state: "DISMISSED" })], input: { classification: aClassification() } },
    ],
  ])("that was dismissed asks for no answer %s", (_, given) => {
    const { exposed, outcomes } = judged(given);

    expect(exposed).toEqual([]);
    expect(outcomes.replies).toEqual([]);
  });
});

describe("the last review of a panel in the clear", () => {
  const sealed = [sealedBy("sam", "09:00")];

  it("still counts where it begins with its command alone", () => {
    const form = aForm("approve", { tests: `${GOOD_ANSWERS.tests} See src/cart/total.ts.` });
    const comments = [said("robin", "10:05", form, { id: 1 })];
    const records = aRecords({ sealed, sessions: [aSession({ key: { kind: "form", id: 1 } })] });
    const outcomes = judgeCommands(
      { ...world({ comments }), records },
      { ...EMPTY, nonces: new Map([[`comment:1:${at("10:05")}`, "a".repeat(64)]]) },
    );

    expect(outcomes.changes.sealed).toHaveLength(1);
    expect(outcomes.removals).toEqual([]);
  });

  it.each(COMMENTS)("does not in any other shape: %s", (_, body) => {
    expect(judged({ ...inComment(body), sealed })).toMatchObject({ exposed: [["robin", FINGERPRINT]], removed: [1] });
  });
});

it("holds in whatever order people write: whoever showed a verdict never sits, and others do", () => {
  const places = ["comment", "review", "line"] as const;
  const aText = fc.record({
    login: fc.constantFrom("robin", "sam", "maya"),
    place: fc.constantFrom(...places),
    body: fc.constantFrom("hm", "LGTM", "/countersign start", ...TEXTS.map(([, body]) => body)),
    minute: fc.integer({ min: 10, max: 59 }),
  });
  fc.assert(
    fc.property(fc.array(aText, { maxLength: 8 }), (texts) => {
      const of = (place: (typeof places)[number]) =>
        texts
          .map((text, index) => ({ ...text, id: 100 + index, time: `10:${text.minute}` }))
          .filter((one) => one.place === place);
      const { sits } = judged({
        comments: of("comment").map(({ login, time, body, id }) => said(login, time, body, { id })),
        reviews: of("review").map(({ login, time, body, id }) =>
          reviewed(login, time, { state: "COMMENTED", body, id }),
        ),
        lines: of("line").map(({ login, time, body, id }) =>
          aLineComment({ id, body, author: anAccount({ login }), publishedAt: at(time) }),
        ),
      });
      for (const login of ["robin", "sam", "maya", "ada"]) {
        const showed = texts.some((text) => text.login === login && TEXTS.some(([, body]) => body === text.body));
        expect(sits(login)).toBe(!showed);
      }
    }),
  );
});
