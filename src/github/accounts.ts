// GitHub's accounts in one shape. GraphQL and REST name bots differently; everywhere else in the App REST's names hold.
import { z } from "zod";
import type { Account, AccountType } from "../core/facts/facts.js";

/** Copilot's coding agent and its reviewer: REST calls both `Copilot`. */
const COPILOT_IDS: ReadonlySet<number> = new Set([198982749, 175728472]);
/** The account under which REST shows what deleted users wrote. */
const GHOST_ID = 10137;

/** Selects what `fromActor` reads. */
export const WHO_FRAGMENT = `fragment Who on Actor {
  __typename login
  ... on User { databaseId }
  ... on Bot { databaseId }
  ... on Mannequin { databaseId }
  ... on Organization { databaseId }
}`;

export const Actor = z.object({
  __typename: z.string(),
  login: z.string(),
  databaseId: z.number().nullish(),
});
export type Actor = z.infer<typeof Actor>;

export const RestUser = z.object({ login: z.string(), id: z.number(), type: z.string().default("Unknown") });
export type RestUser = z.infer<typeof RestUser>;

/** Null for a deleted account. */
export function fromActor(actor: Actor | null): Account | null {
  if (actor === null) return null;
  const id = actor.databaseId ?? null;
  const isBot = actor.__typename === "Bot" || actor.login.endsWith("[bot]");
  return isBot ? bot(id, actor.login) : account(id, actor.login, actor.__typename);
}

export function restActor(user: RestUser | null): Actor | null {
  return user === null ? null : { __typename: user.type, login: user.login, databaseId: user.id };
}

/** Null for a deleted account. */
export function fromRestUser(user: RestUser | null): Account | null {
  return fromActor(restActor(user));
}

/** Two names of one account; ids decide, logins only where an id is missing. */
export function isSameAccount(one: Account | null, other: Account | null): boolean {
  if (one === null || other === null) return false;
  if (one.id !== null && other.id !== null) return one.id === other.id;
  return one.login.toLowerCase() === other.login.toLowerCase();
}

function bot(id: number | null, login: string): Account {
  if (id !== null && COPILOT_IDS.has(id)) return { id, login: "Copilot", type: "Bot" };
  return { id, login: login.endsWith("[bot]") ? login : `${login}[bot]`, type: "Bot" };
}

function account(id: number | null, login: string, type: string): Account | null {
  return id === GHOST_ID ? null : { id, login, type: typeOf(type) };
}

function typeOf(type: string): AccountType {
  return type === "User" || type === "Organization" || type === "Mannequin" ? type : "Unknown";
}
