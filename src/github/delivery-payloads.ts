// The few fields of webhook payloads that parse-delivery.ts reads, and what they may be. Names and hashes are held to
// GitHub's own alphabets, as they end up in addresses of API calls. INVARIANT: what passes here can be stored.
import { z } from "zod";

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
