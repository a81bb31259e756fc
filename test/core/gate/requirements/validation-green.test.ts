import type { z } from "zod";
import type { GateInput } from "../../../../src/core/case/input.js";
import type { Account, CheckResult } from "../../../../src/core/facts/facts.js";
import { loaded, unavailable } from "../../../../src/core/facts/source.js";
import { validationGreen as validationGreenKind } from "../../../../src/core/gate/requirements/validation-green.js";
import type { Validation } from "../../../../src/core/policy/validation.js";
import { requirementsOf } from "../../../../src/core/render/decision.js";
import {
  aChange,
  aCheck,
  aClassification,
  aCommit,
  aGateInput,
  aGitPerson,
  aLoadedPolicy,
  anAccount,
  anAgentAccount,
  aPerson,
  aPolicy,
  aRecords,
  aWaiver,
  people,
} from "../../../support/build.js";
import { inWordsOf } from "../../../support/judged.js";
import { expectInert } from "../../render/hostile.js";

const validationGreen = inWordsOf(validationGreenKind);

const PASSED = { state: "passed", outcome: "success" } as const;
const FAILED = { state: "failed", outcome: "failure" } as const;
const PENDING = { state: "pending", outcome: "in_progress" } as const;
const SKIPPED = { state: "passed", outcome: "skipped" } as const;

function reporting(checks: readonly CheckResult[], validation: z.input<typeof Validation> = {}): GateInput {
  return aGateInput({ facts: { checks: loaded(checks) }, policy: aLoadedPolicy({ policy: aPolicy({ validation }) }) });
}

function aBot(slug: string, override: Partial<Account> = {}): Account {
  return anAccount({ login: `${slug}[bot]`, type: "Bot", ...override });
}

/** A status that passed, as its reporter's last word. */
function aStatus(name: string, reporter: Account | null, override: Partial<CheckResult> = {}): CheckResult {
  const app = reporter?.type === "Bot" ? reporter.login.replace("[bot]", "") : null;
  return aCheck({ ...PASSED, name, kind: "status", app, appId: null, reporter, ...override });
}

/** A check run that passed. */
function aRun(name: string, app: string, appId = 15368): CheckResult {
  return aCheck({ ...PASSED, name, app, appId, reporter: { id: null, login: `${app}[bot]`, type: "Bot" } });
}

describe("validation_green without a list of required checks", () => {
  it.each([
    ["one check that passed", [aCheck(PASSED)], "1 check passed"],
    ["a status that passed", [aStatus("test", aBot("ci"))], "1 check passed"],
    [
      "checks that passed beside one that was skipped",
      [aCheck(PASSED), aCheck({ ...PASSED, name: "lint" }), aCheck({ ...SKIPPED, name: "docs" })],
      "2 checks passed",
    ],
  ])("is satisfied by %s", (_what, checks, detail) => {
    expect(validationGreen(reporting(checks))).toMatchObject({ status: "satisfied", detail });
  });

  it("applies to a format-safe change: it is the only proof that one has", () => {
    const input = { ...reporting([]), classification: aClassification({ tier: "format-safe" }) };

    expect(validationGreen(input).status).toBe("unsatisfied");
  });

  it.each([
    ["nothing has reported", [], "no check has passed on this commit yet"],
    ["all were skipped", [aCheck(SKIPPED)], "no check has passed on this commit yet (1 skipped or neutral)"],
    [
      "all were neutral",
      [aCheck({ state: "passed", outcome: "neutral" })],
      "no check has passed on this commit yet (1 skipped or neutral)",
    ],
    [
      "only our own check passed",
      [aCheck({ ...PASSED, name: "countersign" })],
      "no check has passed on this commit yet",
    ],
  ])("waits for checks when %s", (_what, checks, detail) => {
    expect(validationGreen(reporting(checks))).toMatchObject({
      status: "unsatisfied",
      who: "checks",
      waits: "checks",
      detail,
      fix: expect.stringContaining("at least one has to"),
    });
  });

  it("waits for a check that runs, and names it", () => {
    const requirement = validationGreen(reporting([aCheck(PASSED), aCheck({ ...PENDING, name: "CI / build" })]));

    expect(requirement).toMatchObject({ status: "unsatisfied", waits: "checks", detail: "waiting for `CI / build`" });
  });

  it("is the author's matter once a check failed, even while others run, and names it with its address", () => {
    const failed = aCheck({ ...FAILED, name: "CI / test", url: "https://github.com/acme/shop/runs/5" });

    expect(validationGreen(reporting([aCheck({ ...PENDING, name: "lint" }), failed]))).toMatchObject({
      status: "unsatisfied",
      who: "agent",
      waits: "author",
      detail: "1 check failed: `CI / test` (`failure`, `https://github.com/acme/shop/runs/5`)",
    });
  });

  it.each(["cancelled", "timed_out", "action_required", "stale", "startup_failure", "error", "", "something new"])(
    "takes the outcome %j for a failure, even when the check claims to have passed",
    (outcome) => {
      expect(validationGreen(reporting([aCheck(PASSED), aCheck({ name: "x", state: "passed", outcome })])).waits).toBe(
        "author",
      );
    },
  );

  it("names five failed checks and counts the rest", () => {
    const failed = Array.from({ length: 7 }, (_, index) => aCheck({ ...FAILED, name: `t${index}`, url: null }));

    expect(validationGreen(reporting(failed)).detail).toBe(
      "7 checks failed: `t0` (`failure`), `t1` (`failure`), `t2` (`failure`), `t3` (`failure`), `t4` (`failure`) and 2 more",
    );
  });

  it("leaves out what the policy ignores", () => {
    const checks = [aCheck(PASSED), aCheck({ ...FAILED, name: "preview / deploy" })];

    expect(validationGreen(reporting(checks, { ignore: ["preview*"] })).status).toBe("satisfied");
  });

  it("is an error while the checks cannot be read", () => {
    expect(validationGreen(aGateInput({ facts: { checks: unavailable("down") } })).status).toBe("error");
  });

  it("shows hostile names as text", () => {
    const hostile = "@acme/all ` <img src=x> #12";

    for (const state of [FAILED, PENDING]) {
      expectInert(validationGreen(reporting([aCheck({ ...state, name: hostile, url: hostile })])).detail);
    }
  });
});

describe("validation_green with a list of required checks", () => {
  it("is satisfied when each has passed, whatever the others did", () => {
    const checks = [aCheck({ ...PASSED, name: "test" }), aCheck({ ...FAILED, name: "flaky" })];

    expect(validationGreen(reporting(checks, { required: ["test"] }))).toMatchObject({
      status: "satisfied",
      detail: "1 check passed",
    });
  });

  it("waits for one that has not reported, and names it", () => {
    const input = reporting([aCheck({ ...PASSED, name: "test" })], { required: ["test", "build"] });

    expect(validationGreen(input)).toMatchObject({
      status: "unsatisfied",
      waits: "checks",
      detail: "required and not passed on this commit: `build` has not reported",
    });
  });

  it("is not satisfied by one that was skipped", () => {
    expect(validationGreen(reporting([aCheck({ ...SKIPPED, name: "test" })], { required: ["test"] })).detail).toBe(
      "required and not passed on this commit: `test` was `skipped`",
    );
  });

  it.each([
    ["CI / *", "CI / build (18)"],
    ["CI*", "CI / build"],
    ["test (*)", "test (ubuntu, 20)"],
    ["unit [a-z]", "unit [a-z]"],
    ["{lint,format}", "lint"],
  ])("lets %s name %s", (required, name) => {
    expect(validationGreen(reporting([aCheck({ ...PASSED, name })], { required: [required] })).status).toBe(
      "satisfied",
    );
  });

  it("is held by every check that a glob names", () => {
    const checks = [aCheck({ ...PASSED, name: "test 18" }), aCheck({ ...PENDING, name: "test 20" })];

    expect(validationGreen(reporting(checks, { required: ["test *"] })).detail).toBe("waiting for `test 20`");
  });

  it("is held by one name that two reported, one of them failing", () => {
    const checks = [aCheck({ ...PASSED, name: "test" }), aCheck({ ...FAILED, name: "test", app: "other" })];

    expect(validationGreen(reporting(checks, { required: ["test"] })).waits).toBe("author");
  });

  it("is never satisfied by our own check", () => {
    const checks = [aCheck({ ...PASSED, name: "countersign" })];

    expect(validationGreen(reporting(checks, { required: ["countersign"] })).status).toBe("unsatisfied");
  });
});

/** The default change is Copilot's, whom alice set to work. */
describe("validation_green and who reports", () => {
  const BY_A_PERSON = {
    author: anAccount({ login: "dora" }),
    commits: [aCommit({ author: aGitPerson({ account: anAccount({ login: "carl" }) }), committer: aGitPerson() })],
  };

  it.each<[string, CheckResult, string]>([
    ["the author's account", aStatus("build", anAccount({ login: "dora" })), "who opened this pull request"],
    [
      "the author, renamed",
      aStatus("build", anAccount({ login: "new", id: anAccount({ login: "dora" }).id })),
      "opened",
    ],
    ["the author in other letters", aStatus("build", anAccount({ login: "DORA", id: null })), "opened"],
    ["the operator", aStatus("build", anAccount({ login: "alice" })), "who set the agent to work"],
    ["who wrote a commit", aStatus("build", anAccount({ login: "carl" })), "who committed"],
    ["a co-author", aStatus("build", anAccount({ login: "cora" })), "who committed"],
    ["who pushed once", aStatus("build", anAccount({ login: "paul" })), "who pushed"],
    ["who opened it, with an App", aRun("build", "opener"), "which opened this pull request"],
    ["a coding agent's account", aStatus("build", anAgentAccount()), "which is a coding agent"],
    ["Copilot by GitHub's other name", aStatus("build", anAgentAccount({ login: "Copilot" })), "is a coding agent"],
    ["a coding agent's App", aRun("build", "copilot-swe-agent"), "which is a coding agent"],
    ["another coding agent's App", aRun("build", "Devin-AI-integration"), "which is a coding agent"],
    ["an agent of the policy", aStatus("build", aBot("acme-codegen")), "which is a coding agent"],
    ["an agent of the policy, by its App", aRun("build", "acme-codegen"), "which is a coding agent"],
    ["an agent of the policy, by number", aStatus("build", anAccount({ login: "x", id: 4711 })), "is a coding agent"],
    ["an App called as the agent says it is", aRun("build", "helper"), "which is a coding agent"],
    ["nobody that GitHub names", aStatus("build", null), "an account that GitHub does not name"],
    ["an App that GitHub does not name", { ...aRun("build", "x"), app: null, reporter: null }, "does not name"],
  ])("takes no pass from %s", (who, report, words) => {
    const author = who.includes("opened it, with an App") ? aBot("opener") : BY_A_PERSON.author;
    const commits = [
      ...BY_A_PERSON.commits,
      aCommit({ coAuthors: [aGitPerson({ account: anAccount({ login: "cora" }) })] }),
    ];
    const world = (required: string[], expect: ("build" | "lint")[] = []) => {
      const agents = [{ name: "acme", logins: ["acme-codegen[bot]"], ids: [4711] }];
      return aGateInput({
        facts: { checks: loaded([report]), change: loaded(aChange({ ...BY_A_PERSON, author, commits })) },
        records: aRecords({ pushers: [anAccount({ login: "paul" }), anAccount({ login: "dora" })] }),
        classification: aClassification({ agent: { name: "helper", evidence: [], operator: ["alice"] } }),
        policy: aLoadedPolicy({ policy: aPolicy({ agents, validation: { required, expect } }) }),
      });
    };

    for (const input of [world([]), world(["build"]), world(["**"]), world([], ["build"])]) {
      expect(validationGreen(input)).toMatchObject({
        status: "unsatisfied",
        waits: "checks",
        detail: expect.stringContaining("`build` was reported by"),
      });
      expect(validationGreen(input).detail).toContain(words);
    }
  });

  it.each<[string, CheckResult]>([
    ["GitHub Actions", aRun("build", "github-actions")],
    ["an App that commits to the pull request by itself, as formatters do", aRun("build", "formatter")],
    ["a CI's status", aStatus("build", aBot("jenkins"))],
    ["a machine's account", aStatus("build", anAccount({ login: "acme-ci" }))],
    ["a person who has nothing to do with it", aStatus("build", anAccount({ login: "robin" }))],
    ["somebody who took the author's former login", aStatus("build", anAccount({ login: "dora", id: 77 }))],
    ["GitHub's code scanning, though it suggests code", aRun("build", "github-advanced-security")],
    ["an App that is only called alike", aRun("build", "my-copilot-swe-agent")],
  ])("takes a pass from %s", (_who, report) => {
    const formatted = aCommit({ author: aGitPerson({ account: aBot("formatter") }) });
    const change = aChange({ ...BY_A_PERSON, commits: [...BY_A_PERSON.commits, formatted] });
    const records = aRecords({ pushers: [aBot("formatter")] });
    const input = aGateInput({
      facts: { checks: loaded([report]), change: loaded(change) },
      records,
      policy: aLoadedPolicy({ policy: aPolicy({ validation: { required: ["build"] } }) }),
    });

    expect(validationGreen(input)).toMatchObject({ status: "satisfied", detail: "1 check passed" });
  });

  it("lets what they report hold the change all the same", () => {
    const alice = anAccount({ login: "alice" });
    const others = aRun("test", "github-actions");

    expect(validationGreen(reporting([others, aStatus("build", alice, FAILED)])).waits).toBe("author");
    expect(validationGreen(reporting([others, aStatus("build", null, FAILED)])).waits).toBe("author");
    expect(validationGreen(reporting([others, aStatus("build", alice, PENDING)])).detail).toBe("waiting for `build`");
  });

  it("counts what CI says beside them, and says what it does not count", () => {
    const checks = [aRun("test", "github-actions"), aStatus("build", anAccount({ login: "alice" }))];

    expect(validationGreen(reporting(checks))).toMatchObject({
      status: "satisfied",
      detail: "1 check passed; not counted: `build` was reported by `alice`, who set the agent to work",
    });
    expect(validationGreen(reporting(checks, { required: ["build"] })).status).toBe("unsatisfied");
  });

  it("takes no pass while it cannot be read who wrote the change", () => {
    const input = aGateInput({ facts: { change: unavailable("down") } });

    expect(validationGreen(input)).toMatchObject({ status: "unsatisfied", detail: expect.stringContaining("down") });
  });

  it("can be waived as a whole", () => {
    const input = reporting([aStatus("build", anAccount({ login: "alice" }))], {
      required: ["build"],
      expect: ["lint"],
    });
    const records = aRecords({ waivers: [aWaiver({ requirement: "validation_green", subject: null })] });
    const { comments } = aGateInput({ records }).facts;
    const giver = people(aPerson("maya", "maintain"));

    const judged = requirementsOf({ ...input, records, facts: { ...input.facts, comments, people: giver } });

    expect(judged.find(({ id }) => id === "validation_green")?.status).toBe("waived");
  });

  it("shows hostile names of checks and reporters as text", () => {
    const hostile = "@acme/all ` <img src=x> #12";
    const report = aStatus(hostile, anAccount({ login: hostile, id: 101 }));
    const change = loaded(aChange({ author: anAccount({ login: "x", id: 101 }) }));
    const policies = [{}, { required: ["*"] }, { required: [{ name: "*", app: "ci" }] }, { expect: ["lint" as const] }];

    for (const validation of policies) {
      const policy = aLoadedPolicy({ policy: aPolicy({ validation }) });
      const { detail } = validationGreen(aGateInput({ facts: { checks: loaded([report]), change }, policy }));
      expect(detail).toContain("acme/all");
      expectInert(detail);
    }
  });
});

describe("validation_green with a check that is bound to an App", () => {
  const build = (app: string | number) => ({ required: [{ name: "build", app }] });

  it.each<[string, string | number, CheckResult]>([
    ["a check run of that App", "github-actions", aRun("build", "github-actions")],
    ["a check run of that App, whatever the case", "GitHub-Actions", aRun("build", "github-actions")],
    ["a check run of the App with that number", 15368, aRun("build", "github-actions")],
    ["a status by that App's bot", "ci", aStatus("build", aBot("ci"))],
  ])("is satisfied by %s", (_what, app, report) => {
    expect(validationGreen(reporting([report], build(app))).status).toBe("satisfied");
  });

  it.each<[string, string | number, CheckResult, string]>([
    ["another App", "github-actions", aRun("build", "ci"), "`ci[bot]`, and only App `github-actions` counts"],
    ["another number", 15368, aRun("build", "ci", 7), "and only App `15368` counts"],
    ["an App whose name starts alike", "ci", aRun("build", "ci-2"), "and only App `ci` counts"],
    ["a person called like it", "ci", aStatus("build", anAccount({ login: "ci" })), "`ci`, and only App `ci` counts"],
    ["a status, when only a number is asked for", 15368, aStatus("build", aBot("ci")), "and only App `15368` counts"],
    [
      "the author, in a name that fits",
      "ci",
      aStatus("build", anAccount({ login: "alice" })),
      "`alice`, who set the agent",
    ],
    [
      "that App under another name",
      "github-actions",
      aRun("build 2", "github-actions"),
      "`build` from App `github-actions` has not",
    ],
  ])("is not satisfied by %s", (_what, app, report, words) => {
    expect(validationGreen(reporting([report], build(app)))).toMatchObject({
      status: "unsatisfied",
      waits: "checks",
      detail: expect.stringContaining(words),
    });
  });

  it("is satisfied by that App beside a stranger's pass, and held by a stranger's failure", () => {
    const ours = aRun("build", "github-actions");

    expect(validationGreen(reporting([aRun("build", "ci"), ours], build("github-actions"))).status).toBe("satisfied");
    expect(
      validationGreen(reporting([aCheck({ ...FAILED, name: "build", app: "ci" }), ours], build("github-actions")))
        .waits,
    ).toBe("author");
  });

  it("takes a glob, of which one must be that App's", () => {
    const required = [{ name: "CI / *", app: "github-actions" }];

    expect(validationGreen(reporting([aRun("CI / build (18)", "github-actions")], { required })).status).toBe(
      "satisfied",
    );
    expect(validationGreen(reporting([aRun("CI / build (18)", "ci")], { required })).status).toBe("unsatisfied");
  });
});

describe("validation_green with kinds that are expected", () => {
  it("is satisfied when each kind is among the green checks", () => {
    const checks = [aRun("CI / lint-and-test (18)", "github-actions"), aRun("CodeQL", "github-advanced-security")];

    expect(validationGreen(reporting(checks, { expect: ["lint", "tests", "security"] })).status).toBe("satisfied");
  });

  it("says which kinds are missing, what was recognised, and how to name one's own", () => {
    const checks = [aRun("eslint", "github-actions"), aRun("house rules", "github-actions")];

    expect(validationGreen(reporting(checks, { expect: ["lint", "types", "tests"] }))).toMatchObject({
      status: "unsatisfied",
      waits: "checks",
      detail: "expected and not among the green checks: `types`, `tests`; recognised: `eslint` as lint",
      fix: expect.stringContaining('`kinds: { "my check": types }`'),
    });
  });

  it("takes the policy's word for names of one's own", () => {
    const checks = [aRun("verify / all (18)", "github-actions")];
    const kinds = { "verify / *": ["lint" as const, "tests" as const] };

    expect(validationGreen(reporting(checks, { expect: ["lint", "tests"], kinds })).status).toBe("satisfied");
    expect(validationGreen(reporting(checks, { expect: ["lint", "build"], kinds })).status).toBe("unsatisfied");
  });

  it.each<[string, CheckResult]>([
    ["was skipped", aCheck({ ...SKIPPED, name: "lint" })],
    ["is the operator's word", aStatus("lint", anAccount({ login: "alice" }))],
    ["is ignored", aRun("lint deploy preview", "github-actions")],
    ["only looks like it", aRun("blueprint-linter-off", "github-actions")],
  ])("is not satisfied by a check of the kind that %s", (_what, report) => {
    const validation = { expect: ["lint" as const], ignore: ["* deploy preview"] };

    expect(validationGreen(reporting([aRun("test", "github-actions"), report], validation)).detail).toContain("`lint`");
  });

  it("is held by each check of the kind, also beside a list of names", () => {
    const green = [aRun("build", "github-actions"), aRun("test (18)", "github-actions")];
    const validation = { required: ["build"], expect: ["tests" as const] };
    const with_ = (override: Partial<CheckResult>) =>
      validationGreen(reporting([...green, aCheck({ name: "test (20)", ...override })], validation));

    expect(with_(PASSED).status).toBe("satisfied");
    expect(with_(FAILED).waits).toBe("author");
    expect(with_(PENDING).detail).toBe("waiting for `test (20)`");
  });

  it("tells names and kinds that are missing at once", () => {
    const { detail } = validationGreen(reporting([], { required: ["build"], expect: ["lint"] }));

    expect(detail).toBe(
      "required and not passed on this commit: `build` has not reported; expected and not among the green checks: `lint`; no check was recognised",
    );
  });
});
