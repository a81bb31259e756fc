// A form in the clear on a high-stakes change where it may count: as the last of a panel, or as the first where the policy accepts it.
// Everywhere else it is given away: see given-away.test.ts.

import { applyChanges } from "../../../src/core/case/apply-changes.js";
import type { Account } from "../../../src/core/facts/facts.js";
import { loaded, type Source, unavailable } from "../../../src/core/facts/source.js";
import type { Answers, SealedReview, Verdict } from "../../../src/core/facts/submission.js";
import { judgeCommands } from "../../../src/core/judge/judge-commands.js";
import { NO_CONTEXT } from "../../../src/core/judge/ruling.js";
import type { Policy } from "../../../src/core/policy/schema.js";
import { maySit } from "../../../src/core/reviews/may-sit.js";
import {
  aChange,
  aLoadedPolicy,
  anAccount,
  anExposure,
  aPerson,
  aPolicy,
  aSession,
  FINGERPRINT,
} from "../../support/build.js";
import { aForm, at, GOOD_ANSWERS, said } from "../comments/forms.js";
import { aPanelInput, type PanelGiven, revealedBy, sealedBy } from "../reviews/panels.js";
import { GITHUB_PAT } from "../secrets/samples.js";

const NONCE = "b".repeat(64);
const ID = 1;
const TESTS = `${GOOD_ANSWERS.tests} See src/cart/total.ts.`;

interface Given extends PanelGiven {
  readonly verdict?: Verdict;
  readonly answers?: Partial<Answers>;
  readonly time?: string;
  readonly started?: boolean;
  readonly plaintext?: Policy["blind"]["plaintext"];
  readonly audience?: Source<readonly Account[]>;
}

/** robin's form in the clear at 10:05. */
function clearForm({ verdict = "approve", answers = {}, time = "10:05", started = true, ...given }: Given = {}) {
  const { plaintext = "refuse", audience = unavailable("it was not looked up"), ...panel } = given;
  const body = aForm(verdict, { ...GOOD_ANSWERS, tests: TESTS, ...answers });
  const sessions = started ? [aSession({ key: { kind: "form", id: 1 } })] : [];
  const base = aPanelInput({
    ...panel,
    records: { sessions, ...panel.records },
    facts: { comments: loaded([said("robin", time, body, { id: ID })]), ...panel.facts },
  });
  const input = { ...base, policy: aLoadedPolicy({ policy: aPolicy({ blind: { plaintext } }) }) };
  const nonces = new Map([[`comment:${ID}:${at(time)}`, NONCE]]);
  const outcomes = judgeCommands(input, { ...NO_CONTEXT, nonces, audience });
  const after = { ...input, records: applyChanges(input.records, outcomes.changes) };
  return {
    outcomes,
    records: after.records,
    reply: outcomes.replies.at(-1)?.body ?? "",
    taken: outcomes.changes.sealed.map(({ reviewer }) => reviewer.login),
    removed: outcomes.removals.map(({ commentId }) => commentId),
    exposed: outcomes.changes.exposures.map(({ kind, person }) => `${person.login}: ${kind}`),
    sits: (login: string) => maySit(aPerson(login), [], after).may,
  };
}

describe("the last review of a panel in the clear", () => {
  const sealed = [sealedBy("sam", "09:00")];

  it("is taken where it stands: sealed like the other, and nobody is exposed", () => {
    const { outcomes, taken, removed, exposed, records } = clearForm({ sealed });

    expect(taken).toEqual(["robin"]);
    expect(removed).toEqual([]);
    expect(exposed).toEqual([]);
    expect(records.sealed.at(-1)).toMatchObject({ seconds: 300, onPageSeconds: null, revealed: null });
    expect(outcomes.secrets).toMatchObject([{ nonce: NONCE, content: expect.stringContaining("verdict: approve") }]);
    expect(outcomes.secrets[0]?.content).toContain("reviewer: robin\npull: acme/shop#7\n");
  });

  it.each<[string, Given, string]>([
    ["without a session", { started: false }, "no open review session"],
    ["too early", { time: "10:01" }, "1 minute after the start"],
    ["with an answer that does not do", { answers: { risks: "lgtm" } }, "**Risks**"],
    [
      "with a credential",
      { answers: { risks: `- the key ${GITHUB_PAT} stays valid for a day` } },
      "looks like a credential",
    ],
    [
      "that is too long",
      { answers: { risks: "- a cart of old prices may stay open. ".repeat(400) } },
      "longer than 10240",
    ],
  ])("%s is removed, recorded, and its author may try again", (_, given, reason) => {
    const { taken, removed, exposed, reply, records, sits } = clearForm({ sealed, ...given });

    expect(taken).toEqual([]);
    expect(removed).toEqual([ID]);
    expect(exposed).toEqual(["robin: last"]);
    expect(sits("robin")).toBe(true);
    expect(records.sessions.every(({ state }) => state === "open")).toBe(true);
    expect(reply).toContain(reason);
    expect(reply).toContain("The comment was removed");
    expect(reply).not.toContain("seal it again and submit it below");
  });

  it("quotes nothing of what it refuses, and shows no credential", () => {
    const { reply, outcomes } = clearForm({ sealed, answers: { risks: `- the key ${GITHUB_PAT} stays valid` } });

    expect(reply).not.toContain(GITHUB_PAT);
    expect(JSON.stringify(outcomes.events)).not.toContain(GITHUB_PAT);
    expect(outcomes.secrets).toEqual([]);
  });

  it("tells nobody what the verdict was", () => {
    const both = (["approve", "reject"] as const).map((verdict) => {
      const { reply, exposed, outcomes } = clearForm({ sealed, verdict, answers: { risks: "lgtm" } });
      return { reply, exposed, events: outcomes.events };
    });

    expect(both[0]).toEqual(both[1]);
  });

  it("is none of whoever sealed the first: it is given away, and costs the seat", () => {
    const { taken, exposed, removed, sits } = clearForm({ sealed: [sealedBy("robin", "09:00")] });

    expect(taken).toEqual([]);
    expect(exposed).toEqual(["robin: form"]);
    expect(removed).toEqual([ID]);
    expect(sits("robin")).toBe(false);
  });

  it("is none of somebody who may not sit", () => {
    const { taken, exposed, removed } = clearForm({
      sealed,
      records: { exposures: [anExposure()] },
    });

    expect(taken).toEqual([]);
    expect(exposed).toEqual(["robin: form"]);
    expect(removed).toEqual([ID]);
  });
});

describe("the first review of a panel in the clear", () => {
  const audience = loaded([anAccount(), anAccount({ login: "sam" }), anAccount({ login: "maya" })]);

  it("is not taken by default: removed, recorded, its author off the panel, everybody else on it", () => {
    const { taken, removed, exposed, sits } = clearForm({ audience });

    expect(taken).toEqual([]);
    expect(removed).toEqual([ID]);
    expect(exposed).toEqual(["robin: form"]);
    expect([sits("robin"), sits("sam")]).toEqual([false, true]);
  });

  it("is taken and removed where the policy accepts it, and whoever could read it is off the panel", () => {
    const { taken, removed, exposed, sits, reply, outcomes } = clearForm({ plaintext: "accept", audience });

    expect(taken).toEqual(["robin"]);
    expect(removed).toEqual([ID]);
    expect(exposed).toEqual(["sam: audience", "maya: audience"]);
    expect([sits("robin"), sits("sam"), sits("ada")]).toEqual([true, false, true]);
    expect(reply).toContain("Sealed review received (1 of 2)");
    expect(outcomes.events).toMatchObject([
      { kind: "review_sealed" },
      { kind: "exposure", data: { how: "audience", people: 2 } },
    ]);
  });

  it("that does not do is removed all the same, with the same people off the panel", () => {
    const { taken, removed, exposed, reply } = clearForm({ plaintext: "accept", audience, time: "10:01" });

    expect(taken).toEqual([]);
    expect(removed).toEqual([ID]);
    expect(exposed).toEqual(["sam: audience", "maya: audience"]);
    expect(reply).toContain("1 minute after the start");
  });

  it("is not taken where it cannot be known who could read it, and says why", () => {
    const { taken, removed, exposed, reply } = clearForm({
      plaintext: "accept",
      audience: unavailable("GitHub answered 502"),
    });

    expect(taken).toEqual([]);
    expect(removed).toEqual([ID]);
    expect(exposed).toEqual(["robin: form"]);
    expect(reply).toContain("GitHub answered 502");
  });

  it("is not taken from whoever opened the pull request where the policy accepts it from others", () => {
    const facts = { change: loaded(aChange({ author: anAccount() })) };
    const comments = loaded([said("robin", "10:05", aForm("approve", { ...GOOD_ANSWERS, tests: TESTS }), { id: ID })]);

    expect(clearForm({ plaintext: "accept", audience, facts: { ...facts, comments } })).toMatchObject({
      taken: [],
      removed: [ID],
    });
  });
});

describe("a form in the clear once the panel is closed", () => {
  it.each<[string, readonly SealedReview[], string]>([
    ["approved", [revealedBy("sam", "approve", "09:00"), revealedBy("maya", "approve", "09:10")], "both approve"],
    ["refused", [revealedBy("sam", "reject", "09:00"), revealedBy("maya", "reject", "09:10")], "refused this version"],
    ["complete", [sealedBy("sam", "09:00"), sealedBy("maya", "09:10")], "are being revealed"],
  ])("stays where it is when the panel is %s: there is nothing to give away", (_, sealed, reason) => {
    const { taken, removed, exposed, reply } = clearForm({ sealed });

    expect({ taken, removed, exposed }).toEqual({ taken: [], removed: [], exposed: [] });
    expect(reply).toContain(reason);
  });

  const SPLIT = [revealedBy("sam", "approve", "09:00"), revealedBy("maya", "reject", "09:10")];

  it("decides a disagreement, when it is a specialist's", () => {
    const facts = {
      comments: loaded([said("ada", "10:05", aForm("reject", { ...GOOD_ANSWERS, tests: TESTS }), { id: ID })]),
    };
    const reviewer = anAccount({ login: "ada" });
    const sessions = [aSession({ key: { kind: "form", id: 1 }, reviewer })];
    const { outcomes, removed } = clearForm({ sealed: SPLIT, facts, records: { sessions } });

    expect(outcomes.changes.submissions).toMatchObject([{ verdict: "reject", fingerprint: FINGERPRINT }]);
    expect(removed).toEqual([]);
  });

  it("decides nothing when a member of the panel gives it", () => {
    const facts = { comments: loaded([said("sam", "10:05", aForm(), { id: ID })]) };
    const { outcomes } = clearForm({ sealed: SPLIT, facts });

    expect(outcomes.changes.submissions).toEqual([]);
  });
});
