// What a comment gave stands only while the comment stands as it was judged and its giver has the right to it.
import fc from "fast-check";
import type { GateInput } from "../../../src/core/case/input.js";
import type { Comment, Facts, Permission } from "../../../src/core/facts/facts.js";
import type { Records } from "../../../src/core/facts/records.js";
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import { overrideInForce, RIGHT_TO, waiversInForce } from "../../../src/core/people/ground.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { aClassification, aFacts, aGateInput, anAccount, aPerson, people } from "../../support/build.js";
import { at, judge, said } from "../comments/forms.js";

const GIVEN = {
  waive: said("maya", "10:00", "/countersign waive reviewable_size A rename cannot be split further.", { id: 1 }),
  override: said("ada", "10:00", "/countersign override Checkout is down and this is the fix.", { id: 1 }),
} as const;
type Kind = keyof typeof GIVEN;
const KINDS = ["waive", "override"] as const;

/** What GitHub shows, as far as an exception depends on it. */
interface Shown {
  readonly comments?: Facts["comments"];
  readonly permission?: Permission | null;
  readonly operator?: readonly string[];
  readonly state?: Facts["pull"]["state"];
  readonly change?: Facts["change"];
}

const TOO_LARGE = { counted: 900, ignored: [] };

function show(kind: Kind, records: Records, shown: Shown = {}): GateInput {
  const { login } = GIVEN[kind].author ?? anAccount();
  const {
    permission = RIGHT_TO[kind === "waive" ? "waiver" : kind],
    comments = loaded([GIVEN[kind]]),
    operator = ["alice"],
  } = shown;
  const read = permission === null ? unavailable<Permission>("502") : loaded(permission);
  const facts = aFacts({ comments, people: people(aPerson(login, "none", { permission: read })) });
  return {
    ...aGateInput({ records, size: TOO_LARGE }),
    classification: { ...aClassification(), agent: { name: "copilot", evidence: [], operator } },
    facts: { ...facts, pull: { ...facts.pull, state: shown.state ?? "open" }, change: shown.change ?? facts.change },
  };
}

/** The records after one evaluation, and what it decided. */
function evaluate(kind: Kind, records: Records, shown?: Shown) {
  const before = show(kind, records, shown);
  const judged = judge(before);
  const input = { ...before, records: judged.records };
  const given = kind === "waive" ? (waiversInForce(input, "reviewable_size")[0] ?? null) : overrideInForce(input);
  return { ...judged, decision: decisionOn(input), isInForce: given !== null };
}

const given = (kind: Kind): Records => evaluate(kind, aGateInput().records).records;

function edited(kind: Kind, body: string, editor: Comment["editor"] = GIVEN[kind].author): Comment {
  return { ...GIVEN[kind], body, editedAt: at("10:30"), editor };
}

/** What the check says of it: in the requirement's detail, or beside the override. */
function told(kind: Kind, { decision }: ReturnType<typeof evaluate>): string {
  if (kind === "override") return `override by ${decision.fallenOverride?.by} ${decision.fallenOverride?.how}`;
  return decision.requirements.find(({ id }) => id === "reviewable_size")?.detail ?? "";
}

const MALLORY = anAccount({ login: "mallory" });
const OTHER = said("robin", "10:05", "hm", { id: 2 });

describe.each(KINDS)("what %s gave", (kind) => {
  const login = GIVEN[kind].author?.login ?? "";

  it("is in force while its comment stands", () => {
    const after = evaluate(kind, given(kind));

    expect(after.isInForce).toBe(true);
    expect(after.outcomes.events).toEqual([]);
  });

  it.each<[string, Comment[], string]>([
    ["is deleted", [OTHER], "deleted"],
    ["is edited by its author", [edited(kind, `${GIVEN[kind].body} Really.`)], "edited"],
    ["is edited by its author into other words", [edited(kind, "never mind")], "edited"],
    ["is edited by its author into another command", [edited(kind, "/countersign help")], "edited"],
    ["is edited by somebody else", [edited(kind, GIVEN[kind].body, MALLORY)], "edited by somebody other"],
    ["is edited away by somebody else", [edited(kind, "x", MALLORY)], "edited by somebody other"],
    ["is edited by nobody knows whom", [edited(kind, GIVEN[kind].body, null)], "edited by somebody other"],
  ])("ends for good when the comment %s", (_, comments, how) => {
    const ended = evaluate(kind, given(kind), { comments: loaded(comments) });
    const restored = evaluate(kind, ended.records);

    for (const { isInForce } of [ended, restored]) expect(isInForce).toBe(false);
    expect(told(kind, ended)).toMatch(new RegExp(`by .?${login}.? ended: its comment was ${how}`));
    expect(ended.outcomes.events.filter(({ kind: what }) => what === "exception_ended")).toHaveLength(1);
    expect(restored.outcomes.events.filter(({ kind: what }) => what === "exception_ended")).toEqual([]);
  });

  it.each<[string, Comment, RegExp]>([
    [
      "its author",
      edited(kind, `${GIVEN[kind].body} Really.`),
      /ended: its comment was edited.*not taken as a new command/s,
    ],
    ["its author, who takes the command away", edited(kind, "never mind"), /ended: its comment was edited/],
    ["somebody else", edited(kind, GIVEN[kind].body, MALLORY), /ended: .*other than its author.*This text is void/s],
    ["somebody else, who takes the command away", edited(kind, "x", MALLORY), /ended: .*other.*This text is void/s],
  ])("is answered once when it is edited by %s", (_, comment, answer) => {
    const comments = loaded([comment]);
    const ended = evaluate(kind, given(kind), { comments });
    const again = evaluate(kind, ended.records, { comments });

    expect(ended.replies.get(1)).toMatch(answer);
    expect(again.replies.size).toBe(0);
  });

  it.each<[string, Shown, string]>([
    ["has less permission", { permission: kind === "waive" ? "write" : "maintain" }, "permission"],
    ["has no permission", { permission: "none" }, "permission"],
    ["is named as operator", { operator: ["alice", login.toUpperCase()] }, "set the agent to work"],
  ])("is out of force while its giver %s, and comes back afterwards", (_, shown, why) => {
    const lost = evaluate(kind, given(kind), shown);
    const regained = evaluate(kind, lost.records);

    expect([lost.isInForce, regained.isInForce]).toEqual([false, true]);
    expect(told(kind, lost)).toMatch(new RegExp(`ended: whoever gave it .*${why}`));
  });

  it.each<[string, Shown]>([
    ["the permission of its giver", { permission: null }],
    ["the comments", { comments: unavailable("502") }],
  ])("neither ends nor passes while %s cannot be read", (_, shown) => {
    const unread = evaluate(kind, given(kind), shown);
    const read = evaluate(kind, unread.records);

    expect([unread.isInForce, read.isInForce]).toEqual([false, true]);
    expect(unread.decision.conclusion).not.toBe("success");
    expect(told(kind, unread)).toContain("cannot be confirmed");
    expect(unread.records).toEqual(given(kind));
  });

  it.each(["closed", "merged"] as const)("stays as it was decided once the pull request is %s", (state) => {
    const comments = loaded([OTHER]);
    const after = evaluate(kind, given(kind), { comments, permission: "none", operator: [login], state });

    expect(after.isInForce).toBe(true);
    expect(after.records).toEqual(given(kind));
    expect(evaluate(kind, after.records, { comments }).isInForce).toBe(false);
  });

  it("does not stand in the way of another that is given for the same", () => {
    const second = { ...GIVEN[kind], id: 3, createdAt: at("10:40") };
    const after = evaluate(kind, given(kind), { comments: loaded([second]) });

    expect(after.isInForce).toBe(true);
    expect(after.decision.fallenOverride).toBeUndefined();
    expect(told(kind, after)).not.toContain("ended");
  });
});

describe("what the check waits for", () => {
  const unread = evaluate("waive", given("waive"), { permission: null });

  it("is us, when a waiver cannot be confirmed: it is asked about again by itself", () => {
    expect(unread.decision.requirements.find(({ id }) => id === "reviewable_size")).toMatchObject({
      status: "error",
      who: "countersign",
    });
  });

  it("is what it was before, when a waiver ended", () => {
    const ended = evaluate("waive", given("waive"), { comments: loaded([OTHER]) });

    expect(ended.decision.requirements.find(({ id }) => id === "reviewable_size")).toMatchObject({
      status: "unsatisfied",
      who: "agent",
    });
    expect(ended.decision.conclusion).toBe("action_required");
  });

  it("says whether an override may come back", () => {
    const fallen = (shown: Shown) => evaluate("override", given("override"), shown).decision.fallenOverride?.ended;

    expect(fallen({ permission: null })).toBe(false);
    expect(fallen({ permission: "write" })).toBe(true);
  });

  it("is nothing where an override opened a gate that cannot see: who opened the pull request was known", () => {
    expect(evaluate("override", given("override"), { change: unavailable("502") }).isInForce).toBe(true);
  });
});

/** What may happen to an exception between two evaluations. */
type Step =
  | { readonly kind: "edit"; readonly by: "author" | "another"; readonly restores: boolean }
  | { readonly kind: "delete" | "unreadable" | "readable" | "look" }
  | { readonly kind: "permission"; readonly to: Permission | null }
  | { readonly kind: "operator"; readonly named: boolean };

const STEP: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("edit" as const),
    by: fc.constantFrom("author" as const, "another" as const),
    restores: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom("delete", "unreadable", "readable", "look") }),
  fc.record({
    kind: fc.constant("permission" as const),
    to: fc.constantFrom("none", "read", "triage", "write", "maintain", "admin", null),
  }),
  fc.record({ kind: fc.constant("operator" as const), named: fc.boolean() }),
) as fc.Arbitrary<Step>;

interface State {
  readonly comment: Comment | null;
  readonly touched: boolean;
  readonly readable: boolean;
  readonly permission: Permission | null;
  readonly named: boolean;
}

function next(kind: Kind, state: State, step: Step, minute: number): State {
  const time = `11:${String(minute).padStart(2, "0")}`;
  switch (step.kind) {
    case "edit": {
      if (state.comment === null) return state;
      const body = step.restores ? GIVEN[kind].body : `never mind ${minute}`;
      const editor = step.by === "author" ? GIVEN[kind].author : MALLORY;
      return { ...state, comment: { ...state.comment, body, editedAt: at(time), editor }, touched: true };
    }
    case "delete":
      return { ...state, comment: null, touched: true };
    case "unreadable":
    case "readable":
      return { ...state, readable: step.kind === "readable" };
    case "permission":
      return { ...state, permission: step.to };
    case "operator":
      return { ...state, named: step.named };
    case "look":
      return state;
  }
}

describe("the law of exceptions", () => {
  const enough: Record<Kind, readonly (Permission | null)[]> = { waive: ["maintain", "admin"], override: ["admin"] };

  it.each(KINDS)("holds for any order of edits, deletions, rights and outages: %s", (kind) => {
    const walk = fc.array(fc.tuple(STEP, fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(walk, (steps) => {
        let records = given(kind);
        let state: State = { comment: GIVEN[kind], touched: false, readable: true, permission: "admin", named: false };
        for (const [index, [step, looks]] of steps.entries()) {
          state = next(kind, state, step, index);
          if (!looks && step.kind !== "look") continue;
          const after = evaluate(kind, records, {
            comments: state.readable ? loaded(state.comment === null ? [] : [state.comment]) : unavailable("502"),
            permission: state.permission,
            operator: state.named ? [GIVEN[kind].author?.login ?? ""] : [],
          });
          records = after.records;
          const isDue = !state.touched && state.readable && enough[kind].includes(state.permission) && !state.named;
          expect(after.isInForce).toBe(isDue);
          expect(after.decision.conclusion === "success").toBe(kind === "override" && isDue);
        }
      }),
      { numRuns: 100 },
    );
  });
});
