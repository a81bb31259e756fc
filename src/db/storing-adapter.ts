// Makes every text storable on its way into the database, whoever sends it: one that PostgreSQL refuses would be an outage that
// somebody can bring on. Whoever hashes or compares what is stored mends it before, with storable.ts.
import type {
  IsolationLevel,
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlQueryable,
} from "@prisma/driver-adapter-utils";
import { storableText } from "./storable.js";

/** JSON parameters hold their texts as escapes, which pass here: they are written by `storableJson`. */
export function storing(factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  const { provider, adapterName } = factory;
  return { provider, adapterName, connect: async () => storingAdapter(await factory.connect()) };
}

function storingAdapter(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const startTransaction = async (level?: IsolationLevel) => storingQueries(await adapter.startTransaction(level), {});
  return storingQueries(adapter, { startTransaction });
}

/** The driver's own object, whose methods need itself as `this`, with those of `instead` and both that take parameters replaced. */
function storingQueries<T extends SqlQueryable>(queryable: T, instead: Partial<T>): T {
  const replaced: Readonly<Record<PropertyKey, unknown>> = {
    ...instead,
    queryRaw: (query: SqlQuery) => queryable.queryRaw(mended(query)),
    executeRaw: (query: SqlQuery) => queryable.executeRaw(mended(query)),
  };
  return new Proxy(queryable, {
    get(target, name) {
      const member: unknown = replaced[name] ?? Reflect.get(target, name, target);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}

function mended(query: SqlQuery): SqlQuery {
  return { ...query, args: query.args.map(mendedValue) };
}

function mendedValue(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  return Array.isArray(value) ? value.map(mendedValue) : value;
}
