// The columns that every statement about a pull request's row begins with.
import type { PullRef } from "../core/facts/work.js";
import { Prisma } from "./generated/client.js";

/** Values for `repository_id, number, installation_id, owner, name`. */
export function pullColumns({ repositoryId, number, installationId, owner, name }: PullRef): Prisma.Sql {
  return Prisma.sql`${BigInt(repositoryId)}, ${number}, ${BigInt(installationId)}, ${owner}, ${name}`;
}

/** The key of a pull request's rows. */
export interface PullKey {
  readonly repositoryId: bigint;
  readonly number: number;
}

export function pullKey({ repositoryId, number }: Pick<PullRef, "repositoryId" | "number">): PullKey {
  return { repositoryId: BigInt(repositoryId), number };
}
