// `/countersign sealed` and what is submitted on the review page: what is taken onto the panel, and every reason against it.

import { applyChanges } from "../../../src/core/case/apply-changes.js";
import { formatContent } from "../../../src/core/comments/content.js";
import { loaded } from "../../../src/core/facts/source.js";
import type { SealedReview } from "../../../src/core/facts/submission.js";
import { judgeCommands } from "../../../src/core/judge/judge-commands.js";
import { type JudgeContext, NO_CONTEXT, type OpenedSeal } from "../../../src/core/judge/ruling.js";
import {
  aChange,
  aClassification,
  anAccount,
  anExposure,
  aSession,
  FINGERPRINT,
  fakeHash,
  HEAD_SHA,
} from "../../support/build.js";
import type { Override } from "../../support/merge.js";
import { aForm, at, GOOD_ANSWERS, said } from "../comments/forms.js";
import { aPanelInput, type PanelGiven, revealedBy, sealedBy } from "../reviews/panels.js";

const NONCE = "a".repeat(64);
const ID = 1;
const BLOCK = armored("age-encryption.org/v1\n-> X25519 share\nbody\n--- mac\nsealed");

const GOOD = { ...GOOD_ANSWERS, tests: `${GOOD_ANSWERS.tests} See src/cart/total.ts.` };
const HEADER = { reviewer: "robin", pull: "acme/shop#7", fingerprint: FINGERPRINT, verdict: "approve" } as const;

function armored(text: string): string {
  const lines = Buffer.from(text).toString("base64");
  return `-----BEGIN AGE ENCRYPTED FILE-----\n${lines}\n-----END AGE ENCRYPTED FILE-----`;
}

function content(
  header: Partial<Record<keyof typeof HEADER, string>> = {},
  answers: Partial<typeof GOOD> = {},
): string {
  const form = aForm("approve", { ...GOOD, ...answers })
    .split("\n")
    .slice(2)
    .join("\n");
  return formatContent({ ...HEADER, ...header } as typeof HEADER, form);
}

interface Given extends PanelGiven {
  readonly time?: string;
  readonly body?: string;
  readonly seal?: OpenedSeal | null;
  readonly context?: Partial<JudgeContext>;
  readonly session?: Override<ReturnType<typeof aSession>> | null;
  readonly tier?: "behavior-changing" | "format-safe";
}

/** robin's sealed comment at 10:05, five minutes after the start; opens to `seal`. */
function sealedComment({ time = "10:05", body = BLOCK, seal, context, session = {}, tier, ...panel }: Given = {}) {
  const revision = at(time);
  const key = `comment:${ID}:${revision}`;
  const opened = seal === undefined ? ({ status: "opened", text: content() } as const) : seal;
  const sessions = session === null ? [] : [aSession({ key: { kind: "form", id: 1 }, ...session })];
  const given = aPanelInput({
    ...panel,
    records: { sessions, ...panel.records },
    facts: { comments: loaded([said("robin", time, `/countersign sealed\n\n${body}`, { id: ID })]), ...panel.facts },
  });
  const input = tier === undefined ? given : { ...given, classification: aClassification({ tier }) };
  const outcomes = judgeCommands(input, {
    ...NO_CONTEXT,
    seals: new Map(opened === null ? [] : [[key, opened]]),
    nonces: new Map([[key, NONCE]]),
    ...context,
  });
  const records = applyChanges(input.records, outcomes.changes);
  return { outcomes, records, reply: outcomes.replies.at(-1)?.body ?? "", taken: outcomes.changes.sealed.length > 0 };
}

describe("a sealed comment", () => {
  it("takes a seat: what everybody may know is recorded, the rest is left for the store", () => {
    const { outcomes, records, reply } = sealedComment();

    expect(records.sealed).toMatchObject([
      {
        reviewer: { login: "robin" },
        fingerprint: FINGERPRINT,
        headSha: HEAD_SHA,
        round: 1,
        receivedAt: at("10:05"),
        seconds: 300,
        onPageSeconds: null,
        voided: null,
        revealed: null,
      },
    ]);
    expect(records.sessions).toMatchObject([{ state: "submitted" }]);
    expect(outcomes.secrets).toEqual([{ commitment: records.sealed[0]?.commitment, nonce: NONCE, content: content() }]);
    expect(reply).toContain(`Sealed review received (1 of 2). Commitment ${records.sealed[0]?.commitment}`);
    expect(outcomes.removals).toEqual([]);
    expect(outcomes.events.map(({ kind }) => kind)).toEqual(["review_sealed"]);
  });

  it("says nothing that its verdict or its answers change, but for the commitment", () => {
    const both = [
      content(),
      content({ verdict: "reject" }, { risks: "- it loses orders at midnight in src/cart/total.ts" }),
    ];
    const [one, other] = both.map((text) => {
      const { outcomes, records } = sealedComment({ seal: { status: "opened", text } });
      const { secrets, ...shown } = outcomes;
      const said = JSON.stringify({ shown, records });
      return said.replaceAll(secrets[0]?.commitment ?? "none", "the commitment");
    });

    expect(one).toContain("the commitment");
    expect(one).toEqual(other);
  });

  it("gives no receipt of its own to the second: the reveal follows", () => {
    const { reply, records } = sealedComment({ sealed: [sealedBy("sam", "09:00")] });

    expect(records.sealed.map(({ reviewer }) => reviewer.login)).toEqual(["sam", "robin"]);
    expect(reply).toBe("");
  });

  it("takes the place of the same person's earlier one while nothing is known, and says so", () => {
    const { records, reply } = sealedComment({ sealed: [sealedBy("robin", "09:00")] });

    expect(records.sealed.map(({ voided }) => voided?.reason ?? null)).toEqual(["replaced by a later review", null]);
    expect(reply).toContain("takes the place of the reviewer's earlier one");
  });

  it("says so as well where the other seat is taken", () => {
    const { outcomes } = sealedComment({ sealed: [sealedBy("robin", "09:00"), sealedBy("sam", "09:10")] });

    expect(outcomes.events).toMatchObject([{ kind: "review_sealed", data: { replaced: true, seat: 2 } }]);
  });

  it("ends its author's session and nobody else's", () => {
    const key = { kind: "form", id: 9 } as const;
    const sams = aSession({ key, reviewer: anAccount({ login: "sam" }) });
    const { records } = sealedComment({
      records: { sessions: [sams, aSession({ key: { kind: "form", id: 1 } })] },
    });

    expect(records.sessions.map(({ state }) => state)).toEqual(["open", "submitted"]);
  });

  it("takes no place once somebody else's verdict on this version is known", () => {
    const exposures = [anExposure({ person: anAccount({ login: "sam" }) })];
    const { taken, records, reply } = sealedComment({ sealed: [sealedBy("robin", "09:00")], records: { exposures } });

    expect(taken).toBe(false);
    expect(records.sealed.map(({ voided }) => voided)).toEqual([null]);
    expect(reply).toContain("stays as it was sealed");
  });

  it("may follow one's own earlier exposure on another version", () => {
    const exposures = [anExposure({ fingerprint: fakeHash("before") })];

    expect(sealedComment({ sealed: [sealedBy("robin", "09:00")], records: { exposures } }).taken).toBe(true);
  });

  it("is taken without regard to the letters' case in logins, names and fingerprint", () => {
    const text = content({ reviewer: "@ROBIN", pull: "Acme/Shop#7", fingerprint: FINGERPRINT.toUpperCase() });

    expect(sealedComment({ seal: { status: "opened", text } }).taken).toBe(true);
  });

  it.each<[string, Given, string]>([
    ["another reviewer", { seal: { status: "opened", text: content({ reviewer: "sam" }) } }, "names another reviewer"],
    [
      "another pull request",
      { seal: { status: "opened", text: content({ pull: "acme/shop#8" }) } },
      "another pull request",
    ],
    [
      "another repository",
      { seal: { status: "opened", text: content({ pull: "acme/other#7" }) } },
      "another pull request",
    ],
    [
      "another version",
      { seal: { status: "opened", text: content({ fingerprint: fakeHash("old") }) } },
      "another version of this change",
    ],
    ["no block", { body: "" }, "found none"],
    ["two blocks", { body: `${BLOCK}\n${BLOCK}` }, "found several"],
    ["no text that was opened", { seal: null, time: "10:05", facts: { readAt: at("10:30") } }, "not opened yet"],
    ["a block for others", { seal: { status: "refused", reason: "foreign" } }, "sealed for another recipient"],
    ["a damaged block", { seal: { status: "refused", reason: "damaged" } }, "cut or altered"],
    ["a block of bytes", { seal: { status: "refused", reason: "text" } }, "no text in UTF-8"],
    ["no header", { seal: { status: "opened", text: "approve" } }, "does not begin with `reviewer:"],
    ["no session", { session: null }, "no open review session"],
    ["too little time", { time: "10:01" }, "1 minute after the start"],
    ["a session that ended", { session: { expiresAt: at("10:04") } }, "ended at 2026-03-02 10:04:00 UTC"],
    ["an answer that is missing", { seal: { status: "opened", text: content({}, { risks: "" }) } }, "**Risks**"],
  ])("is refused with the reason for %s, and takes nothing", (_, given, reason) => {
    const { outcomes, records, reply, taken } = sealedComment(given);

    expect(taken).toBe(false);
    expect(outcomes.secrets).toEqual([]);
    expect(reply).toContain(reason);
    expect(reply).not.toContain(GOOD.intent);
    expect(records.sessions.every(({ state }) => state === "open")).toBe(true);
    expect(outcomes.removals).toEqual([]);
  });

  it("says every fault of the header at once", () => {
    const text = content({ reviewer: "sam", pull: "acme/shop#8", fingerprint: fakeHash("old") });
    const { reply } = sealedComment({ seal: { status: "opened", text } });

    for (const fault of ["another reviewer", "another pull request", "another version"]) expect(reply).toContain(fault);
  });

  it("tells on GitHub which answer does not do, in the same words whatever is wrong with it", () => {
    const replies = ["", "lgtm", "no risks", GOOD.tests].map(
      (risks) => sealedComment({ seal: { status: "opened", text: content({}, { risks }) } }).reply,
    );

    expect(replies[0]).toContain("**Risks**: expected an answer of your own");
    expect(new Set(replies).size).toBe(1);
  });

  it("tells until when the session stays open", () => {
    const { reply } = sealedComment({ seal: { status: "refused", reason: "damaged" } });

    expect(reply).toContain("your session stays open until 2026-03-03 10:00:00 UTC");
  });

  it("is refused from whoever opened the pull request, who is not told what else was wrong", () => {
    const change = loaded(aChange({ author: anAccount() }));
    const { reply, outcomes, taken } = sealedComment({ facts: { change } });

    expect(taken).toBe(false);
    expect(reply).toContain("opened this pull request");
    expect(outcomes.events).toMatchObject([{ kind: "review_refused", data: { sealed: true, faults: "reviewer" } }]);
  });

  it.each<[string, Given, string]>([
    ["block", { seal: { status: "refused", reason: "damaged" } }, "block"],
    ["form", { seal: { status: "opened", text: content({}, { tests: "" }) } }, "form"],
  ])("records of a refused %s what kind of fault it was, and no word", (_, given, faults) => {
    expect(sealedComment(given).outcomes.events).toMatchObject([
      { kind: "review_refused", actor: { login: "robin" }, data: { sealed: true, faults } },
    ]);
  });

  it.each<[string, Given, string]>([
    ["behavior-changing", { tier: "behavior-changing" }, "not high-stakes"],
    ["format-safe", { tier: "format-safe" }, "needs no structured review"],
  ])("is not needed on a %s change", (_, given, reason) => {
    expect(sealedComment(given)).toMatchObject({ taken: false, reply: expect.stringContaining(reason) });
  });

  it.each<[string, readonly SealedReview[], string]>([
    ["revealed", [revealedBy("sam", "approve", "09:00"), revealedBy("maya", "approve", "09:10")], "both approve"],
    ["refused", [revealedBy("sam", "reject", "09:00"), revealedBy("maya", "reject", "09:10")], "refused this version"],
    ["complete", [sealedBy("sam", "09:00"), sealedBy("maya", "09:10")], "are being revealed"],
  ])("is not taken once the panel is %s", (_, sealed, reason) => {
    expect(sealedComment({ sealed })).toMatchObject({ taken: false, reply: expect.stringContaining(reason) });
  });

  it("may be sealed anew by a member of a complete panel that was not revealed", () => {
    expect(sealedComment({ sealed: [sealedBy("robin", "09:00"), sealedBy("maya", "09:10")] }).taken).toBe(true);
  });

  it("that holds more than its command and block is a verdict in the clear: removed and recorded", () => {
    const { outcomes, taken } = sealedComment({ body: `I approve of it.\n\n${BLOCK}` });

    expect(taken).toBe(false);
    expect(outcomes.removals).toMatchObject([{ commentId: ID }]);
    expect(outcomes.changes.exposures).toMatchObject([{ kind: "form", person: { login: "robin" } }]);
  });

  it("that was not opened yet waits, and its author's next command with it", () => {
    const { outcomes } = sealedComment({ seal: null, facts: { readAt: at("10:06") } });

    expect(outcomes).toMatchObject({ waits: true, replies: [], reactions: [] });
  });
});

describe("a review that is submitted on the page", () => {
  const submitted = (text: string | null, given: Partial<Given> = {}) => {
    const madeAt = at("10:05");
    const entry = { id: 3, kind: "submit", person: anAccount(), madeAt, content: text, onPageSeconds: 120 } as const;
    const input = aPanelInput({
      ...given,
      records: { sessions: [aSession({ key: { kind: "form", id: 1 } })], ...given.records },
    });
    const nonces = new Map([[`form:3:${madeAt}`, NONCE]]);
    const outcomes = judgeCommands(input, { ...NO_CONTEXT, entries: [entry], nonces });
    return { outcomes, records: applyChanges(input.records, outcomes.changes), answer: outcomes.answers[0] };
  };

  it("takes a seat like a sealed comment, with the time that the page was open", () => {
    const { records, outcomes, answer } = submitted(content());

    expect(records.sealed).toMatchObject([{ source: { kind: "form", id: 3 }, onPageSeconds: 120, seconds: 300 }]);
    expect(outcomes.secrets).toMatchObject([{ content: content() }]);
    expect(answer).toMatchObject({ entryId: 3, accepted: true });
  });

  it("is told to its author alone what an answer lacks", () => {
    const { outcomes, answer } = submitted(content({}, { risks: "lgtm" }));

    expect(answer).toMatchObject({ accepted: false });
    expect(answer?.reply).toContain("**Risks**");
    expect(answer?.reply).not.toContain("expected an answer of your own about this change, below this heading");
    expect(answer?.reply).toContain("kept as your draft");
    expect(outcomes.replies).toEqual([]);
  });

  it("is refused when it cannot be opened any more", () => {
    const { answer, records } = submitted(null);

    expect(answer).toMatchObject({ accepted: false, reply: expect.stringContaining("cannot be opened here") });
    expect(records.sealed).toEqual([]);
  });
});
