// Where the App is installed, and whether each owner accepted what it needs.
import { z } from "zod";
import type { AppRequests } from "../../app.js";
import type { Manifest } from "../../manifest.js";
import { ask, explain } from "./ask.js";
import { comparePermissions, type LiveApp } from "./check-registration.js";
import { type Finding, fail, ok, type Section, warn } from "./report.js";

const Installation = z.object({
  id: z.number(),
  html_url: z.string(),
  account: z.object({ login: z.string() }).nullish(),
  suspended_at: z.string().nullish(),
  permissions: z.record(z.string(), z.string()),
});

const MAX_PAGES = 10;
const PER_PAGE = 100;

export async function checkInstallations(requests: AppRequests, manifest: Manifest, app: LiveApp): Promise<Section> {
  const name = "Installations";
  const installations: z.infer<typeof Installation>[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const asked = await ask(
      () => requests.asApp("GET /app/installations", { per_page: PER_PAGE, page }),
      z.array(Installation),
    );
    if (asked.status === "refused") return { name, findings: [fail(explain(asked.code))] };
    installations.push(...asked.value);
    if (asked.value.length < PER_PAGE) break;
  }
  if (installations.length === 0) {
    return { name, findings: [fail("it is not installed anywhere", `${app.html_url}/installations/new`)] };
  }
  return { name, findings: installations.flatMap((installation) => judge(installation, manifest)) };
}

function judge(installation: z.infer<typeof Installation>, manifest: Manifest): Finding[] {
  const owner = installation.account?.login ?? `installation ${installation.id}`;
  if (installation.suspended_at) {
    return [
      warn(`${owner}: suspended; where its check is required, merges hang`, `unsuspend it at ${installation.html_url}`),
    ];
  }
  const missing = comparePermissions(manifest.permissions, installation.permissions);
  if (missing.length === 0) return [ok(owner)];
  return missing.map((text) => fail(`${owner}: ${text}`, `an owner accepts it at ${installation.html_url}`));
}
