// The three judges of verdicts, each by itself: a form in public, a review with GitHub's own button, a sealed review. Every row says
// what is recorded, who is off the panel, what is shown to whom, and whether the comment has to go.

import { formatContent } from "../../../src/core/comments/content.js";
import { type Command, parseCommand } from "../../../src/core/comments/parse-command.js";
import type { Account, NativeReview } from "../../../src/core/facts/facts.js";
import { loaded } from "../../../src/core/facts/source.js";
import { type SubmissionSource, textKey } from "../../../src/core/facts/submission.js";
import { COMMANDS } from "../../../src/core/judge/commands/index.js";
import { judgeNativeReview, WITHOUT_FORM } from "../../../src/core/judge/judge-native-review.js";
import { judgeForm, judgeGivenAway } from "../../../src/core/judge/judge-public-form.js";
import { judgeSealedComment, judgeSealedEntry } from "../../../src/core/judge/judge-sealed.js";
import {
  type JudgeContext,
  NO_CONTEXT,
  type OpenedSeal,
  type Ruling,
  type Turn,
} from "../../../src/core/judge/ruling.js";
import type { Policy } from "../../../src/core/policy/schema.js";
import {
  aClassification,
  aLoadedPolicy,
  anAccount,
  anExposure,
  aPerson,
  aPolicy,
  aSession,
  FINGERPRINT,
  fakeSha,
} from "../../support/build.js";
import { aBareForm, at, GOOD_ANSWERS, reviewed } from "../comments/forms.js";
import { aPanelInput, type PanelGiven, revealedBy, sealedBy } from "../reviews/panels.js";

const ANSWERS = { ...GOOD_ANSWERS, tests: `${GOOD_ANSWERS.tests} See src/cart/total.ts.` };
const FORM = aBareForm(ANSWERS);
const HOLLOW = aBareForm({ ...ANSWERS, risks: "lgtm" });
const COMMENT: SubmissionSource = { kind: "comment", id: 1, revision: at("10:05") };
const [ROBIN, SAM] = [anAccount(), anAccount({ login: "sam" })];

interface Given extends PanelGiven {
  readonly tier?: "format-safe" | "behavior-changing" | "high-stakes";
  readonly started?: boolean;
  readonly plaintext?: Policy["blind"]["plaintext"];
  readonly permission?: "write" | "admin";
  readonly source?: SubmissionSource;
  readonly context?: Partial<JudgeContext>;
}

/** robin at 10:05, five minutes after the start. */
function aTurn({
  tier = "high-stakes",
  started = true,
  plaintext = "refuse",
  permission = "write",
  ...given
}: Given = {}): Turn {
  const { source = COMMENT, context = {}, ...panel } = given;
  const sessions = started ? [aSession({ key: { kind: "form", id: 1 } })] : [];
  const base = aPanelInput({ ...panel, records: { sessions, ...panel.records } });
  return {
    input: {
      ...base,
      policy: aLoadedPolicy({ policy: aPolicy({ blind: { plaintext } }) }),
      classification: tier === "high-stakes" ? base.classification : aClassification({ tier }),
    },
    source,
    url: "https://github.com/acme/shop/pull/7#comment",
    at: at("10:05"),
    author: ROBIN,
    person: aPerson("robin", permission),
    context: { ...NO_CONTEXT, nonces: new Map([[textKey(source), "b".repeat(64)]]), ...context },
  };
}

/** Everything that comes of a ruling but its words. */
interface Outcome {
  readonly is: string;
  readonly removes: boolean;
  readonly exposed: readonly string[];
  readonly sealed: readonly string[];
  readonly submitted: readonly string[];
  readonly hasSecret: boolean;
  readonly events: readonly string[];
}

function outcomeOf({ input }: Turn, { command, accepted, removes, records, secret, events }: Ruling): Outcome {
  return {
    is: `${command} ${accepted ? "taken" : "refused"}`,
    removes,
    exposed: records.exposures
      .slice(input.records.exposures.length)
      .map(({ kind, person }) => `${person.login}: ${kind}`),
    sealed: records.sealed.slice(input.records.sealed.length).map(({ reviewer }) => reviewer.login),
    submitted: records.submissions.slice(input.records.submissions.length).map(({ verdict }) => verdict),
    hasSecret: secret !== null,
    events: events.map(({ kind }) => kind),
  };
}

const NOTHING = {
  removes: false,
  exposed: [],
  sealed: [],
  submitted: [],
  hasSecret: false,
  events: ["command_refused"],
};
const GIVEN_AWAY = { ...NOTHING, is: "clear refused", removes: true, exposed: ["robin: form"], events: ["exposure"] };
const TAKEN = { ...NOTHING, is: "sealed taken", sealed: ["robin"], hasSecret: true, events: ["review_sealed"] };

const OPEN = { plaintext: "accept", context: { audience: loaded([SAM, ROBIN] as readonly Account[]) } } as const;
const SEALED_BY_SAM = { sealed: [sealedBy("sam", "09:00")] };
const COMPLETE = { sealed: [sealedBy("sam", "09:00"), sealedBy("maya", "09:30")] };
const SPLIT = { sealed: [revealedBy("sam", "approve", "09:00"), revealedBy("maya", "reject", "09:30")] };
const SETTLED = { sealed: [revealedBy("sam", "approve", "09:00"), revealedBy("maya", "approve", "09:30")] };
const AFTER_SPLIT = { records: { sessions: [aSession({ key: { kind: "form", id: 1 } })] } };

describe("a form in a comment", () => {
  type Row = [string, Given, string, Outcome];

  const rows: readonly Row[] = [
    ["on a format-safe change", { tier: "format-safe" }, FORM, { ...NOTHING, is: "approve refused" }],
    [
      "on a behavior-changing change",
      { tier: "behavior-changing" },
      FORM,
      { ...NOTHING, is: "approve taken", submitted: ["approve"], events: ["review_submitted"] },
    ],
    [
      "on a behavior-changing change, without a session",
      { tier: "behavior-changing", started: false },
      FORM,
      { ...NOTHING, is: "approve refused", events: ["review_refused"] },
    ],
    ["as the first of a panel", {}, FORM, GIVEN_AWAY],
    [
      "as the first of a panel, where the policy accepts it",
      OPEN,
      FORM,
      { ...TAKEN, removes: true, exposed: ["sam: audience"], events: ["review_sealed", "exposure"] },
    ],
    [
      "as the first, accepted, with an answer that does not do",
      OPEN,
      HOLLOW,
      { ...GIVEN_AWAY, exposed: ["sam: audience"], events: ["review_refused", "exposure"] },
    ],
    ["as the first, accepted, where nobody knows who read it", { plaintext: "accept" }, FORM, GIVEN_AWAY],
    [
      "as the first, accepted, of somebody who sealed before",
      { ...OPEN, sealed: [sealedBy("robin", "09:00")] },
      FORM,
      GIVEN_AWAY,
    ],
    ["as the last of a panel", SEALED_BY_SAM, FORM, TAKEN],
    [
      "as the last of a panel, with an answer that does not do",
      SEALED_BY_SAM,
      HOLLOW,
      { ...GIVEN_AWAY, exposed: ["robin: last"], events: ["review_refused", "exposure"] },
    ],
    [
      "as the last of a panel, by somebody who may not sit",
      { ...SEALED_BY_SAM, records: { exposures: [anExposure()] } },
      FORM,
      GIVEN_AWAY,
    ],
    [
      "of somebody who sits, while both are being revealed",
      { sealed: [sealedBy("sam", "09:00"), sealedBy("robin", "09:30")] },
      FORM,
      GIVEN_AWAY,
    ],
    ["while both are being revealed", COMPLETE, FORM, { ...NOTHING, is: "approve refused" }],
    ["after the panel agreed", SETTLED, FORM, { ...NOTHING, is: "approve refused" }],
    [
      "after it disagreed, by whoever decides",
      { ...SPLIT, ...AFTER_SPLIT, permission: "admin" },
      FORM,
      { ...NOTHING, is: "approve taken", submitted: ["approve"], events: ["review_submitted"] },
    ],
    [
      "after it disagreed, by anybody else",
      SPLIT,
      FORM,
      { ...NOTHING, is: "approve refused", events: ["review_refused"] },
    ],
  ];

  it.each(rows)("%s", (_, given, form, expected) => {
    const turn = aTurn(given);

    expect(outcomeOf(turn, judgeForm(turn, "approve", saidWith(form)))).toEqual(expected);
  });

  it.each(rows.filter(([, , , { is }]) => !is.startsWith("approve")))(
    "%s, tells nobody which verdict it gives",
    (_, given, form) => {
      const [one, other] = (["approve", "reject"] as const).map((verdict) => {
        const turn = aTurn(given);
        const { secret, ...shown } = judgeForm(turn, verdict, saidWith(form));
        return JSON.stringify(shown).replaceAll(secret?.commitment ?? "none", "the commitment");
      });

      expect(one).toBe(other);
    },
  );
});

describe("a verdict that was given away", () => {
  it.each<[SubmissionSource["kind"], Account | null, boolean, readonly string[]]>([
    ["comment", ROBIN, true, ["robin: form"]],
    ["comment", SAM, true, ["sam: form"]],
    ["comment", null, true, []],
    ["line", ROBIN, true, ["robin: form"]],
    ["review", ROBIN, false, ["robin: form"]],
    ["review", null, false, []],
  ])("in a %s", (kind, by, removes, exposed) => {
    const turn = aTurn({ source: { ...COMMENT, kind } });
    const ruling = judgeGivenAway(turn, by);

    expect(outcomeOf(turn, ruling)).toMatchObject({ is: "clear refused", removes, exposed, sealed: [], submitted: [] });
    expect(ruling.events.map(({ kind: event }) => event)).toEqual([by === null ? "command_refused" : "exposure"]);
    expect(ruling.events[0]?.actor).toEqual(by ?? ROBIN);
    expect(ruling.reply?.includes("the comment was removed")).toBe(removes);
  });
});

describe("a review with GitHub's own button", () => {
  const SOURCE: SubmissionSource = { kind: "review", id: 1, revision: at("10:05") };
  const asked = (turn: Turn, review: Partial<NativeReview>) => {
    const text = reviewed("robin", "10:05", { id: 1, ...review });
    return judgeNativeReview(turn, { kind: "review", source: SOURCE, at: at("10:05"), text });
  };
  const EXPOSED = { ...NOTHING, is: "native refused", exposed: ["robin: native"], events: ["exposure"] };
  const EARLIER = { commitSha: fakeSha("before") };
  const COUNTED = { ...NOTHING, is: "approve taken", submitted: ["approve"], events: ["review_submitted"] };
  const REFUSED = { ...NOTHING, is: "approve refused", events: ["review_refused"] };

  it.each<[string, Given, Partial<NativeReview>, Outcome]>([
    ["that approves with a form", {}, { body: FORM }, COUNTED],
    [
      "that requests changes with a form",
      {},
      { state: "CHANGES_REQUESTED", body: FORM },
      { ...COUNTED, is: "reject taken", submitted: ["reject"] },
    ],
    ["without a form", {}, { body: "Looks fine." }, { ...NOTHING, is: `${WITHOUT_FORM} refused`, events: [] }],
    ["that was dismissed", {}, { state: "DISMISSED", body: FORM }, { ...NOTHING, is: "native taken", events: [] }],
    ["with a first line that says something else", {}, { body: `/countersign reject\n\n${FORM}` }, REFUSED],
    ["with a second verdict", {}, { body: `${FORM}\n\n/countersign reject` }, REFUSED],
    ["of an earlier commit", {}, { body: FORM, ...EARLIER }, REFUSED],
    ["without a session", { started: false }, { body: FORM }, REFUSED],
  ])("%s, on a behavior-changing change", (_, given, review, expected) => {
    const turn = aTurn({ tier: "behavior-changing", source: SOURCE, ...given });

    expect(outcomeOf(turn, asked(turn, { state: "APPROVED", ...review }))).toEqual(expected);
  });

  it.each<[string, Given, Partial<NativeReview>, Outcome]>([
    ["exposes its author while the panel is open", {}, {}, EXPOSED],
    ["exposes its author beside a sealed review", SEALED_BY_SAM, { body: FORM }, EXPOSED],
    ["exposes its author after it was dismissed", {}, { state: "DISMISSED" }, EXPOSED],
    ["exposes nobody with an earlier commit", {}, EARLIER, { ...NOTHING, is: "native refused" }],
    ["exposes nobody while both are being revealed", COMPLETE, {}, { ...NOTHING, is: "native refused" }],
    [
      "decides no disagreement",
      { ...SPLIT, permission: "admin" },
      { body: FORM },
      { ...NOTHING, is: "native refused" },
    ],
  ])("%s, on a high-stakes change", (_, given, review, expected) => {
    for (const state of ["APPROVED", "CHANGES_REQUESTED"] as const) {
      const turn = aTurn({ source: SOURCE, ...given });

      expect(outcomeOf(turn, asked(turn, { state, ...review }))).toEqual(expected);
    }
  });

  it("is answered once where it has no form", () => {
    const handled = [{ source: { ...SOURCE, revision: at("10:01") }, command: WITHOUT_FORM, accepted: false }];
    const turn = aTurn({ tier: "behavior-changing", source: SOURCE, records: { handled } });

    expect(asked(turn, { state: "APPROVED", body: "Fine." }).reply).toBeNull();
  });
});

describe("a sealed review", () => {
  const BLOCK = `-----BEGIN AGE ENCRYPTED FILE-----\n${Buffer.from("age-encryption.org/v1\n-> X25519 share\nbody\n--- mac\nsealed").toString("base64")}\n-----END AGE ENCRYPTED FILE-----`;
  const REFUSED = { ...NOTHING, is: "sealed refused", events: ["review_refused"] };
  const contentOf = (header: Partial<Record<"reviewer" | "pull" | "fingerprint", string>> = {}, form = FORM) =>
    formatContent(
      { reviewer: "robin", pull: "acme/shop#7", fingerprint: FINGERPRINT, verdict: "approve", ...header },
      form,
    );
  const opened = (text: string): OpenedSeal => ({ status: "opened", text });
  const withSeal = (seal: OpenedSeal | null) => ({ seals: new Map(seal === null ? [] : [[textKey(COMMENT), seal]]) });

  type Row = [string, Given, { readonly body?: string; readonly seal?: OpenedSeal | null }, Outcome];
  const rows: readonly Row[] = [
    ["is taken", {}, {}, TAKEN],
    ["is taken beside another", SEALED_BY_SAM, {}, TAKEN],
    ["takes the place of an earlier one", { sealed: [sealedBy("robin", "09:00")] }, {}, TAKEN],
    [
      "takes no place once another verdict is known",
      { sealed: [sealedBy("robin", "09:00")], records: { exposures: [anExposure({ person: SAM })] } },
      {},
      REFUSED,
    ],
    [
      "is not asked for on a behavior-changing change",
      { tier: "behavior-changing" },
      {},
      { ...NOTHING, is: "sealed refused" },
    ],
    ["is not asked for on a format-safe change", { tier: "format-safe" }, {}, { ...NOTHING, is: "sealed refused" }],
    ["comes too late for the panel", COMPLETE, {}, { ...NOTHING, is: "sealed refused" }],
    ["gives its verdict away with words behind the command", {}, { body: ` reject\n${BLOCK}` }, GIVEN_AWAY],
    ["gives its verdict away with words beside the block", {}, { body: `\n${BLOCK}\nI refuse it.` }, GIVEN_AWAY],
    ["is refused without a block", {}, { body: "\n" }, REFUSED],
    ["is refused where it was not opened", {}, { seal: null }, REFUSED],
    ["is refused when it was made for somebody else", {}, { seal: { status: "refused", reason: "foreign" } }, REFUSED],
    ["is refused of somebody who may not sit", { records: { exposures: [anExposure()] } }, {}, REFUSED],
    ["is refused without a session", { started: false }, {}, REFUSED],
    ["is refused with another's name", {}, { seal: opened(contentOf({ reviewer: "sam" })) }, REFUSED],
    ["is refused for another pull request", {}, { seal: opened(contentOf({ pull: "acme/shop#8" })) }, REFUSED],
    ["is refused for another version", {}, { seal: opened(contentOf({ fingerprint: "0".repeat(64) })) }, REFUSED],
    ["is refused without its header", {}, { seal: opened(FORM) }, REFUSED],
    ["is refused with an answer that does not do", {}, { seal: opened(contentOf({}, HOLLOW)) }, REFUSED],
  ];

  it.each(rows)("%s", (_, given, { body = `\n${BLOCK}`, seal = opened(contentOf()) }, expected) => {
    const turn = aTurn({ ...given, context: withSeal(seal) });

    expect(outcomeOf(turn, judgeSealedComment(turn, commandIn(`/countersign sealed${body}`)))).toEqual(expected);
  });

  it.each([
    ["in public which answers do not do, and not why", false],
    ["its author alone why they do not do", true],
  ])("tells %s", (_, inPrivate) => {
    const content = contentOf({}, HOLLOW);
    const source = inPrivate ? { ...COMMENT, kind: "form" as const } : COMMENT;
    const turn = aTurn({ source, context: withSeal(opened(content)) });
    const entry = { id: 1, kind: "submit", person: ROBIN, madeAt: at("10:05"), content, onPageSeconds: 9 } as const;
    const { reply } = inPrivate
      ? judgeSealedEntry(turn, entry)
      : judgeSealedComment(turn, commandIn(`/countersign sealed\n${BLOCK}`));

    expect(reply).toContain("**Risks**");
    expect(reply?.includes("stock phrase")).toBe(true);
    expect(reply?.includes("received an answer that is")).toBe(inPrivate);
    expect(reply).not.toContain("lgtm");
  });
});

function saidWith(form: string) {
  return { ...commandIn(`/countersign approve\n${form}`), rest: form, faults: [], commands: COMMANDS };
}

function commandIn(body: string): Command {
  const command = parseCommand(body);
  if (command === null) throw new Error("no command");
  return command;
}
