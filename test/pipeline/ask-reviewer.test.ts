// A part of the evaluation: choose, write down, and show it. Its failure is nobody's problem but its own.
import { jest } from "@jest/globals";
import { loaded, unavailable } from "../../src/core/facts/source.js";
import { AppError } from "../../src/errors.js";
import { askReviewer, lookAgainLater } from "../../src/pipeline/ask-reviewer.js";
import { assess } from "../../src/pipeline/assess.js";
import { evaluatePullRequest } from "../../src/pipeline/evaluate-pull-request.js";
import { aDecision, aSnapshot } from "../support/assessments.js";
import {
  aChange,
  aComment,
  aGateInput,
  anAccount,
  anAgentAccount,
  aRecords,
  aReviewRequest,
  READ_AT,
} from "../support/build.js";
import { aFakeWorld, type FakeWorld, HELD, LOST, REF } from "../support/fake-ports.js";

/** The default change computes an amount of money, which would be high-stakes. */
const RULES = "tiers: { rules: { touches-payments: behavior-changing } }\n";
const POLICY = { status: "found" as const, text: RULES, oid: "1" };

/** An agent's pull request of one changed file that is not harmless; robin and sam may push. */
function aWorld(override: Parameters<typeof aSnapshot>[0] = {}): FakeWorld {
  const world = aFakeWorld(
    aSnapshot({
      body: aChange().body,
      author: anAgentAccount(),
      policy: POLICY,
      counts: { files: 0, additions: 0, deletions: 0, commits: 1 },
      ...override,
    }),
  );
  world.github.files = [aFileOf()];
  world.github.collaborators = loaded([
    { account: anAccount(), permission: "write" },
    { account: anAccount({ login: "sam" }), permission: "write" },
    { account: anAccount({ login: "alice" }), permission: "admin" },
  ]);
  return world;
}

function aFileOf() {
  const [file] = aChange().files;
  if (file === undefined) throw new Error("the default change has a file");
  return file;
}

async function ask(world: FakeWorld, lease = HELD) {
  const assessed = await assess(REF, world.dependencies);
  if (assessed === null) throw new Error("the pull request is there");
  return askReviewer(assessed, { ...world.dependencies, lease });
}

it("writes down who is asked and why, asks them through the outbox, and goes on with them on record", async () => {
  const world = aWorld();

  const { input } = await ask(world);

  const [request] = world.store.records.asked;
  expect(["robin", "sam"]).toContain(request?.person?.login);
  expect(request).toMatchObject({
    roll: 1,
    seat: 1,
    askedAt: READ_AT,
    why: { suitable: 2, setAside: { involved: 1 } },
  });
  expect(input.records.asked).toEqual([request]);
  expect(world.store.outbox).toMatchObject([{ effect: { kind: "review_request", users: [request?.person?.login] } }]);
  expect(world.store.events.map(({ kind }) => kind)).toEqual(["reviewer_asked"]);
  expect(world.queued).toEqual([]);
  expect(world.github.calls).toEqual([]);
});

it("does the same again when it is done again, and changes nothing", async () => {
  const world = aWorld();
  await ask(world);
  const { asked } = world.store.records;

  await ask(world);

  expect(world.store.records.asked).toEqual(asked);
  expect(world.store.events).toHaveLength(1);
});

it("is shown by the evaluation that asks: one check, one briefing, both with the name", async () => {
  const world = aWorld();

  await evaluatePullRequest(REF, world.dependencies);

  const name = world.store.records.asked[0]?.person?.login ?? "nobody";
  expect(world.github.calls.filter((call) => /CheckRun|Comment/.test(call))).toEqual([
    "createCheckRun",
    "createComment",
  ]);
  expect(world.github.comments.map(({ body }) => body.includes(name))).toEqual([true]);
  expect(world.queued.map(({ item, delayMs }) => [item.kind, delayMs])).toEqual([["ask", 8 * 3_600_000]]);
});

it("asks no list of people before the check is written, and leaves nothing to write to the next evaluation", async () => {
  const world = aWorld();
  const { listCollaborators } = world.dependencies.roster;
  const roster: typeof world.dependencies.roster = {
    ...world.dependencies.roster,
    listCollaborators: (ref) => {
      world.github.calls.push("listCollaborators");
      return listCollaborators(ref);
    },
  };

  await evaluatePullRequest(REF, { ...world.dependencies, roster });
  const calls = world.github.calls.filter((call) => !call.startsWith("load"));
  expect(calls.slice(0, 2)).toEqual(["createCheckRun", "listCollaborators"]);

  await evaluatePullRequest(REF, { ...world.dependencies, roster });
  expect(world.github.calls.filter((call) => !call.startsWith("load"))).toEqual(calls);
});

describe("lists of people that cannot be had", () => {
  afterEach(() => jest.useRealTimers());

  it.each<[string, () => Promise<never>]>([
    ["refused", () => Promise.reject(new AppError("GITHUB_RATE_LIMITED", "GitHub limits this installation"))],
    ["a fault of our own", () => Promise.reject(new TypeError("undefined is not a list"))],
    ["never answered", () => new Promise(() => undefined)],
  ])("neither fail nor hold the evaluation: %s", async (_, loadRosterFiles) => {
    jest.useFakeTimers({ doNotFake: ["setImmediate", "nextTick", "performance", "Date"] });
    const world = aWorld();
    const dependencies = { ...world.dependencies, roster: { ...world.dependencies.roster, loadRosterFiles } };

    const evaluated = evaluatePullRequest(REF, dependencies);
    await jest.advanceTimersByTimeAsync(5_000);
    await evaluated;

    expect(world.github.checks).toHaveLength(1);
    expect(world.store.records.asked).toEqual([]);
    expect(world.queued.map(({ item, delayMs }) => [item.kind, delayMs])).toEqual([["ask", 2 * 60_000]]);
  });
});

it("leaves it to whoever has the work now when the lease is lost", async () => {
  const world = aWorld();

  await expect(ask(world, LOST)).rejects.toMatchObject({ code: "LEASE_LOST" });
  expect(world.store.records.asked).toEqual([]);
});

it("asks nobody who says in the same moment that they are away", async () => {
  const comments = loaded([aComment({ body: "/countersign away 3d" })]);
  const world = aWorld({ comments });
  const loadPermission = async (_ref: unknown, login: string) =>
    loaded({ permission: "write" as const, account: anAccount({ login }) });
  const reader = { ...world.dependencies.reader, loadPermission };

  await evaluatePullRequest(REF, { ...world.dependencies, reader });

  expect(world.store.records.asked).toMatchObject([{ person: { login: "sam" } }]);
});

it("says that nobody could be found when the lists are refused to the App", async () => {
  const world = aWorld();
  world.github.collaborators = unavailable("403");
  world.github.history = unavailable("403");

  await ask(world);

  expect(world.store.records.asked).toMatchObject([
    {
      person: null,
      why: {
        suitable: 0,
        notes: ["the people with access could not be read (403)", "the history of the files could not be read (403)"],
      },
    },
  ]);
  expect(world.store.outbox).toEqual([]);
});

it("takes nobody for away by a list that is broken, and leaves out who is away by a good one", async () => {
  const away = (text: string) => [{ name: "acme/shop: .github/countersign-away.yml", text: loaded(text) }];
  const broken = aWorld();
  broken.github.rosterFiles = {
    codeowners: { name: "CODEOWNERS", text: loaded("* @robin\n") },
    away: away("away: soon\n"),
  };
  await ask(broken);
  expect(broken.store.records.asked).toMatchObject([
    { person: { login: "robin" }, why: { notes: [expect.stringContaining("was not used: line 1")] } },
  ]);

  const good = aWorld();
  good.github.rosterFiles = {
    ...broken.github.rosterFiles,
    away: away("away: [{ login: robin, until: 2026-03-09 }]\n"),
  };
  await ask(good);
  expect(good.store.records.asked).toMatchObject([
    { person: { login: "sam" }, why: { notes: [], setAside: { away: 1 } } },
  ]);
});

it("leaves out who is away by their own word, and weighs what waits", async () => {
  const world = aWorld();
  world.store.absences.push({
    accountId: anAccount().id as number,
    login: "robin",
    saidAt: READ_AT,
    until: "2026-03-09T00:00:00Z",
  });
  await ask(world);
  expect(world.store.records.asked).toMatchObject([{ person: { login: "sam" } }]);

  const busy = aWorld();
  busy.store.waiting.set(anAccount().id as number, { waiting: [{ lines: 400, tier: "high-stakes" }], approvals: 0 });
  await ask(busy);
  expect(busy.store.records.asked).toMatchObject([{ person: { login: "sam" } }]);
});

it("counts answers by the objective they met, escalations, and times that passed for good", async () => {
  const timedOut = { at: READ_AT, how: "timed-out" as const, outcome: "escalate" as const };
  const world = aWorld({ policy: { ...POLICY, text: `${RULES}queue: { behavior_changing: { on_timeout: deny } }\n` } });
  await ask(world);
  const [first] = world.store.records.asked;
  if (first === undefined) throw new Error("somebody is asked");
  world.store.records = { ...world.store.records, asked: [{ ...first, askedAt: "2026-03-02T01:00:00Z" }] };
  await ask(world);
  expect(world.metrics).toEqual(["escalated behavior-changing"]);
  expect(world.store.records.asked.map(({ ended }) => ended)).toEqual([timedOut, null]);

  const asked = world.store.records.asked.map((request) =>
    request.ended === null ? { ...request, askedAt: "2026-03-02T02:00:00Z" } : request,
  );
  world.store.records = { ...world.store.records, asked };
  await ask(world);
  expect(world.metrics.at(-1)).toBe("timed out behavior-changing deny");
});

describe("the look at the end of an evaluation", () => {
  it("wants the work at once, at the right time, or not at all", async () => {
    const wants = async (input: ReturnType<typeof aGateInput>) => {
      const world = aWorld();
      await lookAgainLater({ ref: REF, input, decision: aDecision() }, world.dependencies);
      return world.queued.map(({ item, delayMs }) => [item.kind, delayMs]);
    };

    expect(await wants(aGateInput())).toEqual([["ask", 2 * 60_000]]);
    const asked = aRecords({ asked: [aReviewRequest()] });
    expect(await wants(aGateInput({ records: asked }))).toEqual([["ask", 5.5 * 3_600_000]]);
    expect(await wants(aGateInput({ facts: { pull: { draft: true } } }))).toEqual([]);
  });

  it("does not fail the evaluation when it fails itself", async () => {
    const world = aWorld();
    const logged: string[] = [];
    const dependencies = {
      ...world.dependencies,
      logger: { ...world.dependencies.logger, error: (_fields: object, message: string) => void logged.push(message) },
      queue: { enqueue: async () => Promise.reject(new Error("no database")) },
    };

    await lookAgainLater({ ref: REF, input: aGateInput(), decision: aDecision() }, dependencies);

    expect(logged).toEqual(["it was not looked at who is to be asked"]);
  });
});
