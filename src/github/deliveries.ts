// Webhook deliveries as GitHub sends them: which events are read, the few fields of them that are, and what they may be. Those that failed are
// asked for again: GitHub itself tries each only once.
import { z } from "zod";
import { parseData } from "./answers.js";
import { type GithubContext, hasCode } from "./context.js";

const PAGE_SIZE = 100;
/** Failures and successes looked through per call, in pages. */
const MAX_PAGES = 20;
/** A delivery that failed this often will not succeed; the sweeper has seen its pull request by then. */
const MAX_ATTEMPTS = 5;
const MAX_REMEMBERED = 10_000;

const Delivery = z.object({
  /** Beyond what a JavaScript number can hold exactly, so it is kept as text. */
  id: z.union([z.number(), z.bigint(), z.string()]).transform(String),
  guid: z.string(),
  delivered_at: z.string(),
  status_code: z.number(),
});
type Delivery = z.infer<typeof Delivery>;

interface Asked {
  readonly deliveredAt: string;
  readonly attempts: number;
}

/** One attempt per delivery that has not succeeded since; remembers what it asked for, so that a sweep repeats nothing. */
export function createRedelivery(context: GithubContext): (since: Date) => Promise<number> {
  const asked = new Map<string, Asked>();
  return async (since) => {
    const failures = newestByGuid(await listDeliveries(context, "failure", since));
    const due = [...failures.values()].filter((delivery) => isDue(delivery, asked.get(delivery.guid)));
    if (due.length === 0) return 0;
    const oldest = new Date(Math.min(...due.map(({ delivered_at }) => Date.parse(delivered_at))));
    const succeeded = new Set((await listDeliveries(context, "success", oldest)).map(({ guid }) => guid));
    let count = 0;
    for (const delivery of due.filter(({ guid }) => !succeeded.has(guid))) {
      if (await redeliver(context, delivery)) count += 1;
      if (asked.size >= MAX_REMEMBERED) asked.clear();
      const attempts = (asked.get(delivery.guid)?.attempts ?? 0) + 1;
      asked.set(delivery.guid, { deliveredAt: delivery.delivered_at, attempts });
    }
    return count;
  };
}

/** Asked for already and no newer failure since: it is under way or has arrived. */
function isDue(delivery: Delivery, asked: Asked | undefined): boolean {
  return asked === undefined || (delivery.delivered_at > asked.deliveredAt && asked.attempts < MAX_ATTEMPTS);
}

/** A redelivery carries the GUID of the first attempt. */
function newestByGuid(deliveries: readonly Delivery[]): Map<string, Delivery> {
  const newest = new Map<string, Delivery>();
  for (const delivery of deliveries) {
    if (!newest.has(delivery.guid)) newest.set(delivery.guid, delivery);
  }
  return newest;
}

/** Newest first, back to `since`. */
async function listDeliveries(
  { api }: GithubContext,
  status: "failure" | "success",
  since: Date,
): Promise<readonly Delivery[]> {
  const found: Delivery[] = [];
  let cursor: string | null = null;
  for (let page = 1; page <= MAX_PAGES; page++) {
    const parameters: Record<string, unknown> = { per_page: PAGE_SIZE, status, ...(cursor === null ? {} : { cursor }) };
    const answer = await api.read("app", "GET /app/hook/deliveries", parameters);
    const deliveries = parseData(z.array(Delivery), answer.data);
    // Older servers do not know the filter.
    found.push(...deliveries.filter((delivery) => isRecent(delivery, since) && hasStatus(delivery, status)));
    cursor = nextCursor(answer.headers.link);
    const last = deliveries.at(-1);
    if (cursor === null || last === undefined || !isRecent(last, since)) break;
  }
  return found;
}

function isRecent({ delivered_at }: Delivery, since: Date): boolean {
  return Date.parse(delivered_at) >= since.getTime();
}

/** What we answer to a payload that cannot be; it would be the same again. */
const IMPOSSIBLE = 422;

/** Status 0: no answer came in time. */
function hasStatus({ status_code }: Delivery, status: "failure" | "success"): boolean {
  const succeeded = status_code >= 200 && status_code < 300;
  return status === "success" ? succeeded : !succeeded && status_code !== IMPOSSIBLE;
}

function nextCursor(link: string | undefined): string | null {
  const next = (link ?? "").split(",").find((part) => part.includes('rel="next"'));
  const url = next?.match(/<([^>]+)>/)?.[1];
  return url === undefined ? null : new URL(url).searchParams.get("cursor");
}

/** False when GitHub does not keep it any more. */
async function redeliver({ api }: GithubContext, { id }: Delivery): Promise<boolean> {
  try {
    await api.write("app", "POST /app/hook/deliveries/{delivery_id}/attempts", { delivery_id: id });
    return true;
  } catch (error) {
    if (hasCode(error, "GITHUB_NOT_FOUND", "GITHUB_REJECTED")) return false;
    throw error;
  }
}

// Names and hashes are held to GitHub's own alphabets, as they end up in addresses of API calls.
// INVARIANT: what passes here can be stored.
const Id = z.int().positive();
/** Of a pull request or issue; a column of four bytes. */
const PullNumber = z.int32().positive();
const Name = z.string().regex(/^(?!\.{1,2}$)[\w.-]{1,100}$/);
/** `copilot[bot]`, `dependabot[bot]` and, with managed users, `alice_acme`. */
const Login = z.string().regex(/^(?!\.{1,2}$)[\w.-]{1,100}(\[bot\])?$/);
const Sha = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/);
/** Git refuses control characters in a ref, and keeps it in a file's name. In bytes, as it is part of an indexed key. */
const Ref = z
  .string()
  .min(1)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u)
  .refine((ref) => Buffer.byteLength(ref) <= 1024);

/** What Probot reads of every event, too. */
export const AnyEvent = z.object({
  action: z.string().max(100).optional(),
  installation: z.object({ id: Id }).nullish(),
});
export const Sender = z.object({ id: Id, login: Login, type: z.string().max(40) });
export const InRepository = z.object({
  installation: z.object({ id: Id }),
  repository: z.object({ id: Id, name: Name, owner: z.object({ login: Login }) }),
  sender: Sender.nullish(),
});
export const RepositoryEvent = InRepository.extend({ action: z.string() });

export const PullEvent = RepositoryEvent.extend({
  /** The head that was pushed over, with `synchronize`. */
  before: Sha.nullish(),
  pull_request: z.object({
    number: PullNumber,
    state: z.enum(["open", "closed"]),
    head: z.object({ sha: Sha }),
    base: z.object({ ref: Ref }),
  }),
});
export const CommentEvent = RepositoryEvent.extend({
  issue: z.object({ number: PullNumber, pull_request: z.object({}).nullish() }),
  comment: z.object({
    user: z.object({ id: Id, type: z.string() }).nullish(),
    performed_via_github_app: z.object({ id: Id }).nullish(),
  }),
});
export const Check = z.object({
  head_sha: Sha,
  app: z.object({ id: Id }).nullish(),
  pull_requests: z
    .array(z.object({ number: PullNumber, base: z.object({ repo: z.object({ id: Id }) }) }))
    .max(1000)
    .nullish()
    .transform((pulls) => pulls ?? []),
});
export const CheckRunEvent = RepositoryEvent.extend({ check_run: Check });
export const CheckSuiteEvent = RepositoryEvent.extend({ check_suite: Check });
export const StatusEvent = InRepository.extend({ sha: Sha });
export const MergeGroupEvent = RepositoryEvent.extend({
  merge_group: z.object({ head_sha: Sha, head_ref: Ref, base_ref: Ref }),
});
const Paths = z.array(z.string()).default([]);
export const PushEvent = InRepository.extend({
  repository: InRepository.shape.repository.extend({ default_branch: Ref }),
  ref: Ref,
  after: Sha,
  deleted: z.boolean().default(false),
  forced: z.boolean().default(false),
  commits: z.array(z.object({ added: Paths, modified: Paths, removed: Paths })).default([]),
});
export const AuthorizationEvent = z.object({ action: z.string(), sender: Sender });
export const InstallationEvent = z.object({ action: z.string(), installation: z.object({ id: Id }) });
export const AddedRepositoriesEvent = InstallationEvent.extend({
  repositories_added: z
    .array(z.object({ id: Id, full_name: z.string().regex(/^(?!\.{1,2}\/)[\w.-]{1,100}\/(?!\.{1,2}$)[\w.-]{1,100}$/) }))
    .default([]),
});

/** Why a payload is not taken. */
export interface Misfit {
  /** A path, never a value. */
  readonly place: string;
  /** Something is there that cannot be. False: something is missing, as it may be in events of tomorrow. */
  readonly impossible: boolean;
}

export function misfitOf({ issues }: z.ZodError, payload: unknown): Misfit {
  const [first] = issues;
  const impossible = issues.some(({ path }) => (valueAt(payload, path) ?? null) !== null);
  return { place: first?.path.join(".") || "payload", impossible };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return at;
}

/** The events that can ask for work. `app.yml` subscribes to those that do not come by themselves; the rest is forgotten. */
export const HANDLED_EVENTS = [
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
  "issue_comment",
  "check_run",
  "check_suite",
  "status",
  "merge_group",
  "push",
  "repository",
  "installation",
  "installation_repositories",
  "github_app_authorization",
] as const;
export type HandledEvent = (typeof HANDLED_EVENTS)[number];

export function isHandled(event: string): event is HandledEvent {
  return (HANDLED_EVENTS as readonly string[]).includes(event);
}
