// The live App against app.yml: a live App does not follow the file, so permissions and events drift apart.
import { z } from "zod";
import type { AppRequests } from "../../app.js";
import type { Config } from "../../config.js";
import { sayClock } from "../../github/gate.js";
import type { AppPermission, Manifest } from "../../manifest.js";
import { ask, explain } from "./ask.js";
import { type Finding, fail, ok, type Section, warn } from "./report.js";

const LiveApp = z.object({
  slug: z.string(),
  html_url: z.string(),
  owner: z.object({ login: z.string(), type: z.string().optional() }).nullish(),
  permissions: z.record(z.string(), z.string()),
  events: z.array(z.string()),
});
export type LiveApp = z.infer<typeof LiveApp>;

export interface Examined {
  readonly section: Section;
  /** Null: GitHub does not know us, so nothing else can be asked. */
  readonly app: LiveApp | null;
}

export async function checkRegistration(requests: AppRequests, manifest: Manifest, config: Config): Promise<Examined> {
  const name = "GitHub App";
  const asked = await ask(() => requests.asApp("GET /app"), LiveApp);
  const clock = checkClock(requests);
  if (asked.status === "refused") {
    return { section: { name, findings: [fail(explain(asked.code)), ...clock] }, app: null };
  }
  const app = asked.value;
  const settings = settingsUrl(app, config);
  const permissions = comparePermissions(manifest.permissions, app.permissions);
  const findings = [
    ok(`GitHub knows this App as ${app.slug}`),
    ...clock,
    ...(permissions.length === 0
      ? [ok("it has every permission it needs")]
      : permissions.map((text) =>
          fail(text, `grant it at ${settings}/permissions, then let each installation accept it`),
        )),
    ...compareExtra(manifest.permissions, app.permissions),
    ...compareEvents(manifest.events, app.events, settings),
    ...(await checkHook(requests, config, settings)),
  ];
  return { section: { name, findings }, app };
}

function checkClock(requests: AppRequests): Finding[] {
  const off = sayClock(requests.clockAheadMs());
  return off === null ? [] : [warn(off, "switch on NTP, for example `timedatectl set-ntp true`")];
}

const LEVELS = ["read", "write", "admin"];

/** What is missing or too low, one line each. */
export function comparePermissions(
  wanted: readonly AppPermission[],
  given: Readonly<Record<string, string>>,
): string[] {
  return wanted
    .filter(({ name, access }) => LEVELS.indexOf(given[name] ?? "") < LEVELS.indexOf(access))
    .map(({ name, access, reason }) => `permission \`${name}: ${access}\` is missing (${reason})`);
}

function compareExtra(wanted: readonly AppPermission[], given: Readonly<Record<string, string>>): Finding[] {
  const names = new Set(wanted.map(({ name }) => name));
  const extra = Object.keys(given).filter((name) => !names.has(name));
  return extra.length === 0 ? [] : [warn(`it has permissions that it never uses: ${extra.sort().join(", ")}`)];
}

/** GitHub sends these to every App that may write checks, subscribed or not. */
const BY_THEMSELVES: readonly string[] = ["check_run", "check_suite"];

function compareEvents(wanted: readonly string[], given: readonly string[], settings: string): Finding[] {
  const missing = wanted.filter((event) => !given.includes(event) && !BY_THEMSELVES.includes(event));
  if (missing.length === 0) return [ok("it hears of every event it needs")];
  return missing.map((event) => fail(`event \`${event}\` is not subscribed`, `tick it at ${settings}/permissions`));
}

const Hook = z.object({
  url: z.string().nullish(),
  content_type: z.string().nullish(),
  insecure_ssl: z.union([z.string(), z.number()]).nullish(),
});

async function checkHook(requests: AppRequests, { publicUrl }: Config, settings: string): Promise<Finding[]> {
  const asked = await ask(() => requests.asApp("GET /app/hook/config"), Hook);
  if (asked.status === "refused") return [warn(`where webhooks go is not known: ${explain(asked.code)}`)];
  const { url, content_type, insecure_ssl } = asked.value;
  const expected = `${publicUrl}/api/github/webhooks`;
  const findings: Finding[] = [];
  if (url !== expected)
    findings.push(
      warn(`webhooks go to ${url ?? "nowhere"}, expected ${expected}`, `change it at ${settings}, or mend PUBLIC_URL`),
    );
  if (content_type !== "json")
    findings.push(
      fail("webhooks are sent as a form, which is refused", `choose content type application/json at ${settings}`),
    );
  if (String(insecure_ssl ?? "0") !== "0")
    findings.push(warn("GitHub does not check this server's certificate", `enable SSL verification at ${settings}`));
  return findings.length === 0 ? [ok(`webhooks go to ${expected}`)] : findings;
}

function settingsUrl({ slug, owner }: LiveApp, { github }: Config): string {
  return owner?.type === "Organization"
    ? `${github.webUrl}/organizations/${owner.login}/settings/apps/${slug}`
    : `${github.webUrl}/settings/apps/${slug}`;
}
