// Page by page answers, with the Link header that clients follow.
import type { Answer, Backend, Request } from "./route.js";

const DEFAULT_PER_PAGE = 30;
const MAX_PER_PAGE = 100;

export interface Page<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

export function takePage<T>(backend: Backend, request: Request, all: readonly T[]): Page<T> {
  const perPage = clamp(Number(request.query.get("per_page") ?? DEFAULT_PER_PAGE), MAX_PER_PAGE);
  const page = clamp(Number(request.query.get("page") ?? 1), Number.MAX_SAFE_INTEGER);
  const items = all.slice((page - 1) * perPage, page * perPage);
  const last = Math.max(1, Math.ceil(all.length / perPage));
  const links: [string, number][] = [];
  if (page > 1) links.push(["prev", page - 1]);
  if (page < last) links.push(["next", page + 1], ["last", last]);
  if (page > 1) links.push(["first", 1]);
  const header = links.map(([rel, to]) => `<${pageAddress(backend, request, to)}>; rel="${rel}"`).join(", ");
  return { items, headers: header ? { Link: header } : {} };
}

/** A page whose body is the list itself. */
export async function pageOf<T>(
  backend: Backend,
  request: Request,
  all: readonly T[],
  render: (item: T) => unknown,
): Promise<Answer> {
  const { items, headers } = takePage(backend, request, all);
  return { status: 200, body: await Promise.all(items.map(render)), headers };
}

/** A page whose body names its list and the total. */
export async function countedPageOf<T>(
  backend: Backend,
  request: Request,
  all: readonly T[],
  own: { readonly key: string; readonly render: (item: T) => unknown },
): Promise<Answer> {
  const { items, headers } = takePage(backend, request, all);
  const body = { total_count: all.length, [own.key]: await Promise.all(items.map(own.render)) };
  return { status: 200, body, headers };
}

function clamp(value: number, max: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(1, Math.floor(value)), max) : 1;
}

function pageAddress(backend: Backend, request: Request, page: number): string {
  const query = new URLSearchParams(request.query);
  query.set("page", String(page));
  return `${backend.world.baseUrl}/api/v3${request.path}?${query}`;
}
