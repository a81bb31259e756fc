// Webhook deliveries that failed are asked for again: GitHub itself tries each only once.
import { z } from "zod";
import type { GithubContext } from "./context.js";
import { hasCode } from "./context.js";
import { parseData } from "./graphql.js";

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
