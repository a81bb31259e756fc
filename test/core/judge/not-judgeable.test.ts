// Commands about which something cannot be read: they wait for the next evaluation, for a quarter of an hour, and are refused then.

import { applyChanges } from "../../../src/core/case/apply-changes.js";
import { unknownVersion } from "../../../src/core/classify/fingerprint.js";
import type { Facts, PersonFacts } from "../../../src/core/facts/facts.js";
import { loaded } from "../../../src/core/facts/source.js";
import { judgeCommands } from "../../../src/core/judge/judge-commands.js";
import { NO_CONTEXT } from "../../../src/core/judge/ruling.js";
import {
  aClassification,
  aLoadedPolicy,
  anAccount,
  anAgentAccount,
  aPerson,
  aPolicy,
  HEAD_SHA,
  people,
} from "../../support/build.js";
import { aBareForm, aForm, at, aWorld, judge, reviewed, said, type World } from "../comments/forms.js";
import { aPanelInput } from "../reviews/panels.js";

const SILENT = { status: "unavailable", reason: "GitHub answered 502" } as const;
const WRITTEN = "10:00";
const SOON = "10:10";

const robin = (lacks: Partial<PersonFacts>) => people(aPerson("robin", "write", lacks), aPerson("sam"));

/** What comes of robin's text, written at 10:00, when the facts were read at `readAt`. */
function at1000(body: string, facts: Partial<Facts>, readAt = SOON, input: World["input"] = {}) {
  const judged = judge({ comments: [said("robin", WRITTEN, body)], facts: { ...facts, readAt: at(readAt) }, input });
  return { ...judged, waits: judged.outcomes.waits, reply: judged.replies.get(10000) ?? null };
}

const EFFECTS = [
  "start",
  "approve",
  "reject",
  "waive reviewable_size It is a rename across the whole package.",
  "override The checkout is down and this is the fix.",
];

describe("a command about which something is not known", () => {
  it.each(EFFECTS)("waits while the change cannot be read: %s", (command) => {
    const { waits, reply, records } = at1000(`/countersign ${command}`, { change: SILENT });

    expect({ waits, reply }).toEqual({ waits: true, reply: null });
    expect(records.handled).toEqual([]);
  });

  it.each(EFFECTS)("waits while its author's permission cannot be read: %s", (command) => {
    expect(at1000(`/countersign ${command}`, { people: robin({ permission: SILENT }) }).waits).toBe(true);
  });

  it.each(["status", "help", "recheck", "no-such-command"])("has no effect to wait for when it is %s", (command) => {
    const facts = { change: SILENT, people: robin({ permission: SILENT, teams: SILENT }) };

    expect(at1000(`/countersign ${command}`, facts)).toMatchObject({ waits: false });
  });

  it("waits for teams only where the policy asks for one", () => {
    const facts = { people: robin({ teams: SILENT }) };
    const asking = aLoadedPolicy({ policy: aPolicy({ reviewers: { teams: ["acme/backend"] } }) });

    expect(at1000("/countersign start", facts).waits).toBe(false);
    expect(at1000("/countersign start", facts, SOON, { policy: asking }).waits).toBe(true);
  });

  it.each([
    ["experts", { experts: [{ paths: ["src/**"], teams: ["acme/payments"] }] }],
    ["an escalation", { escalation: { teams: ["acme/security"] } }],
  ])("waits for teams on a panel with %s, and on no other tier", (_, reviewers) => {
    const policy = aLoadedPolicy({ policy: aPolicy({ reviewers }) });
    const facts = { people: robin({ teams: SILENT }) };
    const on = (tier: "high-stakes" | "behavior-changing") =>
      at1000("/countersign start", facts, SOON, { policy, classification: aClassification({ tier }) }).waits;

    expect(on("high-stakes")).toBe(true);
    expect(on("behavior-changing")).toBe(false);
  });

  it("waits while GitHub does not say whether an App wrote it", () => {
    const comments = [said("robin", WRITTEN, "/countersign start", { viaApp: null })];

    expect(judge({ comments, facts: { readAt: at(SOON) } }).outcomes.waits).toBe(true);
  });

  it.each<[string, World]>([
    ["of a bot", { comments: [said("bot", WRITTEN, "/countersign start", { author: anAgentAccount() })] }],
    [
      "that somebody else edited",
      {
        comments: [
          said("robin", WRITTEN, "/countersign start", { editedAt: at("10:02"), editor: anAccount({ login: "sam" }) }),
        ],
      },
    ],
    [
      "on a closed pull request",
      {
        comments: [said("robin", WRITTEN, "/countersign start")],
        facts: { pull: { ...aWorld({}).facts.pull, state: "closed" } },
      },
    ],
  ])("%s waits for nothing: it is refused either way", (_, { comments = [], facts = {} }) => {
    const unread = { ...facts, change: SILENT, people: robin({ permission: SILENT }), readAt: at(SOON) };
    const { outcomes } = judge({ comments, facts: unread });

    expect(outcomes.waits).toBe(false);
    expect(outcomes.changes.sessions).toEqual([]);
    expect(outcomes.changes.handled).toHaveLength(1);
  });

  it.each([
    ["with the form", aBareForm(), true],
    ["without the form", "LGTM", false],
  ])("is a native review %s", (_, body, waits) => {
    const reviews = [reviewed("robin", WRITTEN, { body })];
    const facts = { people: robin({ permission: SILENT }), readAt: at(SOON) };

    expect(judge({ reviews, facts }).outcomes.waits).toBe(waits);
  });

  it("waits for a quarter of an hour, that moment included, and is refused with the reason after it", () => {
    const facts = { people: robin({ permission: SILENT }) };

    expect(at1000("/countersign start", facts, "10:15")).toMatchObject({ waits: true, reply: null });
    const refused = at1000("/countersign start", facts, "10:15:01");
    expect(refused.waits).toBe(false);
    expect(refused.reply).toContain("GitHub answered 502");
    expect(refused.reply).toContain("submit it again");
    expect(refused.records.sessions).toEqual([]);
  });

  it.each([
    ["permission", { people: robin({ permission: SILENT }) }, "your permission could not be read"],
    ["change", { change: SILENT }, "the change could not be read"],
  ])("names the %s as what could not be read", (_, facts, reason) => {
    expect(at1000("/countersign start", facts, "10:30").reply).toContain(reason);
  });

  it("names the teams as what could not be read", () => {
    const policy = aLoadedPolicy({ policy: aPolicy({ reviewers: { teams: ["acme/backend"] } }) });

    expect(at1000("/countersign start", { people: robin({ teams: SILENT }) }, "10:30", { policy }).reply).toContain(
      "your teams could not be read",
    );
  });
});

describe("a verdict in the clear about which something is not known for too long", () => {
  const judged = (facts: Partial<Facts>, body: string) => {
    const input = aPanelInput({
      facts: { comments: loaded([said("robin", WRITTEN, body, { id: 1 })]), readAt: at("10:30"), ...facts },
    });
    const outcomes = judgeCommands(input, NO_CONTEXT);
    return { outcomes, exposures: applyChanges(input.records, outcomes.changes).exposures };
  };

  it.each(["approve", "reject"] as const)("is removed and recorded on an open panel: %s", (verdict) => {
    const { outcomes, exposures } = judged({ people: robin({ permission: SILENT }) }, aForm(verdict));

    expect(outcomes.removals).toMatchObject([{ commentId: 1 }]);
    expect(exposures).toMatchObject([{ kind: "form", person: { login: "robin" } }]);
  });

  it.each(["approve", "reject"] as const)(
    "is recorded for the commit while the change cannot be read: %s",
    (verdict) => {
      const input = aPanelInput({
        facts: {
          comments: loaded([said("robin", WRITTEN, aForm(verdict), { id: 1 })]),
          readAt: at("10:30"),
          change: SILENT,
        },
      });
      const version = unknownVersion(HEAD_SHA);
      const { changes, replies } = judgeCommands({ ...input, fingerprint: version });

      expect(changes.exposures).toMatchObject([{ person: { login: "robin" }, fingerprint: version }]);
      expect(replies[0]?.body).toContain("the change could not be read");
    },
  );

  it("leaves a command that is no verdict where it is", () => {
    const { outcomes, exposures } = judged({ people: robin({ permission: SILENT }) }, "/countersign start");

    expect(outcomes.removals).toEqual([]);
    expect(exposures).toEqual([]);
  });
});
