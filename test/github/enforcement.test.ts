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
    ["a ruleset for another App", [rule("countersign", 1)], null, true, false],
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

  it("is unknown when GitHub does not tell", async () => {
    const api = aGithubApi();
    api.token();
    api.get("/repos/acme/shop/rules/branches/main?per_page=100&page=1", 403, { message: "Upgrade to GitHub Pro" });

    expect((await aGithub().reader.loadEnforcement(REF, "main")).status).toBe("unavailable");
  });
});
