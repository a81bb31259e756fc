// Who we are on GitHub. Asked once and kept for an hour: an App can be renamed.
import { z } from "zod";
import type { GithubApi } from "./api.js";
import { type IsOurs, isBotOf } from "./conversation.js";
import { parseData } from "./graphql.js";

const KEPT_MS = 60 * 60 * 1000;

export interface Identity {
  readonly slug: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
  readonly isOurs: IsOurs;
}

const App = z.object({
  slug: z.string(),
  permissions: z.record(z.string(), z.string()).default({}),
  events: z.array(z.string()).default([]),
});

export interface OwnIdentity {
  /** @throws AppError GITHUB_* */
  load(): Promise<Identity>;
  /** By what was read last; false while nothing was. */
  readonly isOurs: IsOurs;
}

export function rememberIdentity(api: GithubApi): OwnIdentity {
  let known: { readonly identity: Promise<Identity>; readonly untilMs: number } | null = null;
  let isOurs: IsOurs = () => false;
  return {
    isOurs: (author) => isOurs(author),
    async load() {
      if (known !== null && known.untilMs > api.now().getTime()) return known.identity;
      const asked = { identity: loadIdentity(api), untilMs: api.now().getTime() + KEPT_MS };
      known = asked;
      try {
        const identity = await asked.identity;
        isOurs = identity.isOurs;
        return identity;
      } catch (error) {
        if (known === asked) known = null;
        throw error;
      }
    },
  };
}

async function loadIdentity(api: GithubApi): Promise<Identity> {
  const { data } = await api.read("app", "GET /app");
  const { slug, permissions, events } = parseData(App, data);
  return { slug, permissions, events, isOurs: isBotOf(slug) };
}
