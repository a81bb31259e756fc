// Cursor pages, and GitHub's rule that every connection is asked for a number of items.
import { GraphQLError } from "graphql";

export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

const MAX_PAGE = 100;

/** `view` is called only for the items of the page. */
export function connection<T>(args: PageArguments, all: readonly T[], view: (item: T) => unknown, edge?: EdgeExtra<T>) {
  const asked = args.first ?? args.last;
  if (asked === null || asked === undefined) {
    throw failure(
      "MISSING_PAGINATION_BOUNDARIES",
      "You must provide a `first` or `last` value to properly paginate the connection.",
    );
  }
  if (asked < 1 || asked > MAX_PAGE) {
    throw failure(
      "EXCESSIVE_PAGINATION",
      `Requesting ${asked} records on the connection exceeds the \`first\` limit of ${MAX_PAGE} records.`,
    );
  }
  const from = args.after ? positionOf(args.after) : 0;
  const to = args.before ? positionOf(args.before) - 1 : all.length;
  const start = args.first ? from : Math.max(from, to - asked);
  const end = args.first ? Math.min(to, from + asked) : to;
  const items = all.slice(start, end);
  return {
    totalCount: all.length,
    nodes: () => items.map(view),
    edges: () =>
      items.map((item, index) => ({ cursor: cursorOf(start + index + 1), node: () => view(item), ...edge?.(item) })),
    pageInfo: {
      hasNextPage: end < all.length,
      hasPreviousPage: start > 0,
      startCursor: items.length > 0 ? cursorOf(start + 1) : null,
      endCursor: items.length > 0 ? cursorOf(end) : null,
    },
  };
}

type EdgeExtra<T> = (item: T) => object;

function cursorOf(position: number): string {
  return Buffer.from(`cursor:v2:${position}`).toString("base64");
}

function positionOf(cursor: string): number {
  const position = Number(Buffer.from(cursor, "base64").toString("latin1").split(":")[2]);
  if (!Number.isInteger(position))
    throw failure("INVALID_CURSOR_ARGUMENTS", `\`${cursor}\` does not appear to be a valid cursor.`);
  return position;
}

export function failure(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}
