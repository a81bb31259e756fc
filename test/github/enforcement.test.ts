import { APP_ID, aGithub, aGithubApi, REF, withoutNetwork } from "./support/github-api.js";

describe("whether our check is required", () => {
  withoutNetwork();

  async function load(rules: object[], branch: object | null) {
    const api = aGithubApi();
    api.token();
    api.get("/repos/acme/shop/rules/branches/main?per_page=100&page=1", 200, rules);
    api.get("/repos/acme/shop/branches/main", branch === null ? 404 : 200, branch ?? {});
    return aGithub().reader.loadEnforcement(REF, "main");
  }

  const rule = (context: string, integration_id?: number) => ({
    type: "required_status_checks",
    parameters: { required_status_checks: [integration_id === undefined ? { context } : { context, integration_id }] },
  });
  const classic = (enforcement_level: string, contexts: string[], checks: object[] = []) => ({
    protection: { required_status_checks: { enforcement_level, contexts, checks } },
  });

  it.each([
    ["no rule at all", [], null, false, false],
    ["other rules", [{ type: "deletion" }, rule("build")], { protection: {} }, false, false],
    ["a ruleset for any App", [rule("countersign")], null, true, false],
    ["a ruleset for any App, as older servers write it", [rule("countersign", -1)], null, true, false],
    ["a ruleset for another App's check of that name", [rule("countersign", 1)], null, false, false],
    ["a ruleset for this App", [rule("build"), rule("countersign", APP_ID)], null, true, true],
    ["one of two rules for this App", [rule("countersign"), rule("countersign", APP_ID)], null, true, true],
    ["classic protection by name", [], classic("everyone", ["countersign"]), true, false],
    [
      "classic protection for this App",
      [],
      classic("non_admins", ["countersign"], [{ context: "countersign", app_id: APP_ID }]),
      true,
      true,
    ],
    ["classic protection that is off", [], classic("off", ["countersign"]), false, false],
  ])("is told by %s", async (_name, rules, branch, required, pinned) => {
    expect(await load(rules, branch)).toEqual({ status: "loaded", value: { required, pinned } });
  });

  it.each([
    ["a plan without rulesets", 403, { message: "Upgrade to GitHub Pro or make this repository public" }],
    ["a server that is older than rulesets", 404, { message: "Not Found" }],
  ])("is told by classic protection alone on %s", async (_name, status, body) => {
    const api = aGithubApi();
    api.token();
    api.get("/repos/acme/shop/rules/branches/main?per_page=100&page=1", status, body);
    api.get("/repos/acme/shop/branches/main", 200, classic("everyone", ["countersign"]));

    expect(await aGithub().reader.loadEnforcement(REF, "main")).toMatchObject({ value: { required: true } });
  });

  it("is unknown when GitHub does not tell", async () => {
    const api = aGithubApi();
    api.token();
    api.get("/repos/acme/shop/rules/branches/main?per_page=100&page=1", 200, []);
    api.get("/repos/acme/shop/branches/main", 403, { message: "Resource not accessible by integration" });

    expect((await aGithub().reader.loadEnforcement(REF, "main")).status).toBe("unavailable");
  });
});
