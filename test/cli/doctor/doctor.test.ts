import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import nock from "nock";
import { doctorCommand } from "../../../src/cli/doctor/command.js";
import { formatSections, type Section } from "../../../src/cli/doctor/report.js";
import type { Environment } from "../../../src/config/values.js";
import { createInlineExaminer } from "../../../src/examine/inline-examiner.js";
import { loadManifest } from "../../../src/manifest.js";

const GITHUB = "https://ghe.example.com";
const API = "/api/v3";
const PEM = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs1", format: "pem" })
  .toString();
const MANIFEST = loadManifest();
const PERMISSIONS = Object.fromEntries(MANIFEST.permissions.map(({ name, access }) => [name, access]));
const OUR_CHECK = { context: "countersign", integration_id: 42 };
const PINNED = { type: "required_status_checks", ruleset_id: 9, parameters: { required_status_checks: [OUR_CHECK] } };

beforeAll(() => nock.disableNetConnect());
afterAll(() => nock.enableNetConnect());
afterEach(() => nock.cleanAll());

describe("countersign doctor", () => {
  it("is content when everything is in place", async () => {
    answerAll();

    const { code, text } = await examine("acme/shop");

    expect(text).not.toContain("✗");
    expect(code).toBe(0);
    for (const line of [
      "every permission it needs",
      "every event it needs",
      "✓ acme",
      "required on `main`",
      "pinned to this App",
      "nobody may bypass ruleset “gate”",
    ]) {
      expect(text).toContain(line);
    }
  });

  it("names each missing permission and event with the page that mends it", async () => {
    const { merge_queues: _, ...fewer } = PERMISSIONS;
    answerAll({
      app: {
        permissions: { ...fewer, checks: "read" },
        events: MANIFEST.events.filter((event) => event !== "merge_group"),
      },
    });

    const { code, text } = await examine();

    expect(code).toBe(1);
    expect(text).toContain("✗ permission `merge_queues: read` is missing");
    expect(text).toContain("✗ permission `checks: write` is missing");
    expect(text).toContain("✗ event `merge_group` is not subscribed");
    expect(text).toContain(`${GITHUB}/organizations/acme/settings/apps/countersign/permissions`);
  });

  it("does not miss events that GitHub sends by itself", async () => {
    answerAll({ app: { events: MANIFEST.events.filter((event) => !event.startsWith("check_")) } });

    expect((await examine()).text).toContain("✓ it hears of every event it needs");
  });

  it.each([
    ["suspended", { suspended_at: "2026-01-01T00:00:00Z" }, "! acme: suspended"],
    [
      "behind with its permissions",
      { permissions: { checks: "write" } },
      "✗ acme: permission `contents: read` is missing",
    ],
  ])("tells of an installation that is %s", async (_, installation, line) => {
    answerAll({ installation });

    expect((await examine()).text).toContain(line);
  });

  it.each([
    ["no rule at all", [], "✗ the check is not required on `main`"],
    [
      "a rule for another check",
      [{ ...PINNED, parameters: { required_status_checks: [{ context: "ci" }] } }],
      "✗ the check is not required",
    ],
    [
      "a rule that takes any source",
      [{ ...PINNED, parameters: { required_status_checks: [{ context: "countersign" }] } }],
      "✗ but not pinned",
    ],
    [
      "a rule that takes another App",
      [{ ...PINNED, parameters: { required_status_checks: [{ context: "countersign", integration_id: 7 }] } }],
      "✗ but not pinned",
    ],
  ])("says that the gate does not hold with %s", async (_, rules, line) => {
    answerAll({ rules });

    const { code, text } = await examine("acme/shop");

    expect(text).toContain(line);
    expect(code).toBe(1);
  });

  it.each([
    ["hidden", undefined, "! who may bypass ruleset “gate” is not shown"],
    [
      "open to administrators",
      [{ actor_type: "RepositoryRole", actor_id: 5, bypass_mode: "always" }],
      "! everyone with the role admin may bypass",
    ],
    ["exempting an App", [{ actor_type: "Integration", actor_id: 7, bypass_mode: "exempt" }], "✗ App 7 is exempt"],
  ])("tells of a bypass list that is %s", async (_, bypass_actors, line) => {
    answerAll({ ruleset: { name: "gate", bypass_actors } });

    expect((await examine("acme/shop")).text).toContain(line);
  });

  it("takes classic protection, and says what it lacks", async () => {
    answerAll({
      rules: [],
      branch: {
        protection: {
          required_status_checks: {
            enforcement_level: "everyone",
            contexts: ["countersign"],
            checks: [{ context: "countersign", app_id: 42 }],
          },
        },
      },
    });

    const { code, text } = await examine("acme/shop");

    expect(text).toContain("✓ and pinned to this App");
    expect(text).toContain("! it is required by classic branch protection");
    expect(code).toBe(0);
  });

  it("shows the faults of a policy file with their place", async () => {
    answerAll({ policy: "version: 1\nmoed: observe\n" });

    const { code, text } = await examine("acme/shop");

    expect(text).toContain("✗ acme/shop .github/countersign.yml:2:1");
    expect(code).toBe(1);
  });

  describe("with required checks that are bound to no App", () => {
    const POLICY = "validation: { required: [build, 'lint *', nightly, { name: test, app: ci }] }\n";
    const run = (name: string, slug: string) => ({ name, app: { slug } });
    const status = (context: string, login: string, type: string) => ({ context, creator: { id: 1, login, type } });

    it("names each, and the Apps that reported it lately, with the entry to paste", async () => {
      answerAll({ policy: POLICY });
      reply("/repos/acme/shop/pulls", 200, [{ head: { sha: "abc" } }]);
      reply("/repos/acme/shop/commits/main/check-runs", 200, {
        check_runs: [run("build", "github-actions"), run("test", "ci"), run("countersign", "countersign")],
      });
      reply("/repos/acme/shop/commits/main/statuses", 200, [status("build", "jenkins[bot]", "Bot")]);
      reply("/repos/acme/shop/commits/abc/check-runs", 404, {});
      reply("/repos/acme/shop/commits/abc/statuses", 200, [status("lint js", "robin", "User")]);

      const { code, text } = await examine("acme/shop");

      expect(code).toBe(0);
      expect(text.match(/required check `.*` is bound/g)).toEqual([
        "required check `build` is bound",
        "required check `lint *` is bound",
        "required check `nightly` is bound",
      ]);
      expect(text).toContain('{ name: "build", app: github-actions } or { name: "build", app: jenkins }');
      expect(text).toContain("lately only people's accounts reported it");
      expect(text).toContain("nobody reported it lately");
    });

    it("names them although nothing can be read of their reports", async () => {
      answerAll({ policy: POLICY });

      const { code, text } = await examine("acme/shop");

      expect(code).toBe(0);
      expect(text).toContain("! the required check `build` is bound to no App");
    });

    it("asks for no reports when every check is bound", async () => {
      answerAll({ policy: "validation: { required: [{ name: test, app: ci }] }\n" });
      reply("/repos/acme/shop/pulls", 200, []);

      expect((await examine("acme/shop")).text).not.toContain("bound");
      expect(nock.pendingMocks().filter((mock) => mock.includes("/pulls"))).toHaveLength(1);
    });
  });

  it("says that it is not installed on a repository", async () => {
    answerAll({ installed: false });

    expect((await examine("acme/shop")).text).toContain("✗ the App is not installed here");
  });

  it("stops at GitHub when the key does not fit", async () => {
    nock(GITHUB).get(`${API}/app`).reply(401, { message: "SESAME" });

    const { code, text } = await examine();

    expect(code).toBe(1);
    expect(text).toContain("APP_ID and the private key do not belong together");
    expect(text).not.toContain("SESAME");
  });

  it.each([
    ["refuses for it", 401],
    ["answers all the same", 200],
  ])("says by how much the clock is off when GitHub %s", async (_, status) => {
    const date = "Wed, 01 Jan 2020 00:00:00 GMT";
    nock(GITHUB).get(`${API}/app`).reply(status, { message: "SESAME" }, { date });

    expect((await examine()).text).toMatch(/! this machine's clock is \d+ s ahead of GitHub's/);
  });

  it("says when nothing answers under GitHub's address", async () => {
    nock(GITHUB).get(`${API}/app`).replyWithError("connection refused");

    const { code, text } = await examine();

    expect(code).toBe(1);
    expect(text).toContain("✗ GitHub could not be reached");
    expect(text).not.toContain("500");
  });

  it("tells every fault of the settings", async () => {
    const { code, text } = await examine(undefined, { APP_ID: "42", WEBHOOK_SECRET: "short" });

    expect(code).toBe(1);
    expect(text).toContain("✗ WEBHOOK_SECRET is too short");
    expect(text).toContain("✗ PRIVATE_KEY");
  });

  it("prints JSON for programs", async () => {
    answerAll();

    const { text } = await examine(undefined, environment(), true);

    expect(JSON.parse(text)).toMatchObject({
      healthy: true,
      sections: [{ name: "Settings" }, { name: "Database" }, { name: "GitHub App" }, { name: "Installations" }],
    });
  });

  it("refuses a repository that is none", async () => {
    const { code, error } = await examine("acme");

    expect(code).toBe(2);
    expect(error).toContain("expected --repo as owner/name");
  });
});

describe("formatSections", () => {
  it("lets no name from outside steer the terminal", () => {
    const sections: Section[] = [
      { name: "x", findings: [{ health: "fail", text: "\u001b[2Jgone", fix: "\u009b31m" }] },
    ];
    const same = (text: string) => text;

    const text = formatSections(sections, { green: same, yellow: same, red: same, bold: same, dim: same });

    expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  describe("with several gated branches", () => {
    const QUEUE = { type: "merge_queue" };
    const PULLS = { type: "pull_request" };
    const branches = ["main", "stage", "feature"].map((name) => ({ name, protected: name === "main" }));
    const policy = "version: 1\nbranches: [stage]\n";

    it("says where one commit is green for two of them, and what closes that", async () => {
      answerAll({ branches, policy, rulesOf: { stage: [PULLS] } });

      const { text } = await examine("acme/shop");

      expect(text).toContain("! 2 branches are gated, and no merge queue stands before `main`, `stage`");
      expect(text).not.toContain("may be pushed to");
    });

    it("is content with merge queues", async () => {
      answerAll({ branches, policy, rules: [PINNED, QUEUE], rulesOf: { stage: [PULLS, QUEUE] } });

      expect((await examine("acme/shop")).text).toContain("✓ each of 2 gated branches has a merge queue");
    });

    it("warns of a branch that the policy gates and that may be pushed to", async () => {
      answerAll({ branches, policy, rulesOf: { stage: [] } });

      expect((await examine("acme/shop")).text).toContain(
        "! `stage` is gated by the policy and may be pushed to: whoever does chooses its policy",
      );
    });

    it("finds those whose rules require the check", async () => {
      const ruled = [
        { name: "main", protected: true },
        { name: "release", protected: true },
      ];
      answerAll({ branches: ruled, rulesOf: { release: [{ ...PINNED, ruleset_id: undefined }] } });

      expect((await examine("acme/shop")).text).toContain("2 branches are gated");
    });

    it("says nothing of branches that are merely protected", async () => {
      const ruled = [
        { name: "main", protected: true },
        { name: "release", protected: true },
      ];
      answerAll({ branches: ruled, rulesOf: { release: [PULLS] } });

      expect((await examine("acme/shop")).text).not.toContain("gated");
    });
  });
});

interface Answers {
  readonly app?: object;
  readonly installation?: object;
  readonly installed?: boolean;
  readonly rules?: readonly object[];
  readonly ruleset?: object;
  readonly branch?: object;
  readonly policy?: string;
  readonly branches?: readonly object[];
  /** Rules of other branches than `main`, by name. */
  readonly rulesOf?: Readonly<Record<string, readonly object[]>>;
}

function reply(path: string, status: number, body: object): void {
  nock(GITHUB).get(`${API}${path}`).query(true).reply(status, body);
}

/** A GitHub on which all is well, but for what is given. */
function answerAll(given: Answers = {}): void {
  reply("/app", 200, {
    slug: "countersign",
    html_url: `${GITHUB}/apps/countersign`,
    owner: { login: "acme", type: "Organization" },
    permissions: PERMISSIONS,
    events: MANIFEST.events,
    ...given.app,
  });
  reply("/app/hook/config", 200, {
    url: "https://gate.example.com/api/github/webhooks",
    content_type: "json",
    insecure_ssl: "0",
  });
  reply("/app/installations", 200, [
    {
      id: 5,
      html_url: `${GITHUB}/x`,
      account: { login: "acme" },
      suspended_at: null,
      permissions: PERMISSIONS,
      ...given.installation,
    },
  ]);
  reply("/repos/acme/shop/installation", given.installed === false ? 404 : 200, { id: 5 });
  nock(GITHUB).post(`${API}/app/installations/5/access_tokens`).reply(201, {
    token: "ghs_x",
    expires_at: "2999-01-01T00:00:00Z",
    permissions: PERMISSIONS,
    repository_selection: "all",
  });
  reply("/repos/acme/shop", 200, { default_branch: "main" });
  reply("/repos/acme/shop/branches", 200, given.branches ?? [{ name: "main", protected: true }]);
  // Read once for itself, and once among the gated branches where there are several.
  for (const _time of [1, 2]) {
    reply("/repos/acme/shop/rules/branches/main", 200, given.rules ?? [PINNED]);
    reply("/repos/acme/shop/branches/main", 200, given.branch ?? { protection: null });
    reply("/repos/acme/shop/rulesets/9", 200, given.ruleset ?? { name: "gate", bypass_actors: [] });
  }
  for (const [name, rules] of Object.entries(given.rulesOf ?? {})) {
    reply(`/repos/acme/shop/rules/branches/${name}`, 200, rules);
    reply(`/repos/acme/shop/branches/${name}`, 200, { protection: null });
  }
  const contents = /\/repos\/acme\/shop\/contents\/\.github(%2F|\/)countersign\.yml/;
  nock(GITHUB)
    .get(contents)
    .query(true)
    .reply(given.policy === undefined ? 404 : 200, {
      encoding: "base64",
      content: Buffer.from(given.policy ?? "").toString("base64"),
    });
  reply("/repos/acme/.github", 404, {});
}

function environment(): Environment {
  return {
    APP_ID: "42",
    PRIVATE_KEY: PEM,
    WEBHOOK_SECRET: "5e5a3e".repeat(8),
    GITHUB_CLIENT_ID: "a",
    GITHUB_CLIENT_SECRET: "b",
    GHE_HOST: "ghe.example.com",
    PUBLIC_URL: "https://gate.example.com",
    DATA_DIR: join(mkdtempSync(join(tmpdir(), "countersign-")), "data"),
  };
}

async function examine(repo?: string, given: Environment = environment(), json = false) {
  let text = "";
  let error = "";
  const io = {
    directory: tmpdir(),
    colour: false,
    openExaminer: createInlineExaminer,
    readStdin: async () => Buffer.from(""),
    writeOut: (part: string) => {
      text += part;
    },
    writeError: (part: string) => {
      error += part;
    },
  };
  const code = await doctorCommand({ repo, json }, io, given);
  return { code, text, error };
}
