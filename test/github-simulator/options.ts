// What can be set when a simulator is started, with GitHub's values as defaults.
import { createPublicKey, generateKeyPairSync } from "node:crypto";

export interface SimulatorLimits {
  readonly pullFiles: number;
  readonly compareFiles: number;
  readonly pullCommits: number;
  readonly treeEntries: number;
  /** A patch longer than this is left out, as GitHub does for large files. */
  readonly patchCharacters: number;
  readonly annotationsPerRequest: number;
  readonly commentCharacters: number;
  /** Requests an hour per installation. */
  readonly requestsPerHour: number;
  /** Content-creating requests a minute; null switches the secondary limit off. */
  readonly contentPerMinute: number | null;
  readonly webhookTimeoutMs: number;
  readonly contentBytes: number;
}

export interface SimulatedApp {
  readonly id: number;
  readonly slug: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** PEM. */
  readonly privateKey: string;
  readonly publicKey: string;
  readonly webhookSecret: string;
  readonly webhookUrl: string | null;
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
}

export interface SimulatorOptions {
  readonly port: number;
  readonly app: SimulatedApp;
  readonly latencyMs: number;
  /** Milliseconds or a Date. Moves created_at, the `Date` of answers, what JWTs are judged by, and rate-limit windows. */
  readonly clock: () => number | Date;
  /** Ends tokens; the clock when absent. Give real time here when hours pass at once and tokens are to stay. */
  readonly authClock: () => number | Date;
  readonly limits: SimulatorLimits;
  /** Opens `POST /_simulator/…` to other processes. */
  readonly control: boolean;
}

export type StartOptions = Partial<Omit<SimulatorOptions, "app" | "limits">> & {
  readonly app?: Partial<SimulatedApp>;
  readonly limits?: Partial<SimulatorLimits>;
};

const LIMITS: SimulatorLimits = {
  pullFiles: 3000,
  compareFiles: 300,
  pullCommits: 250,
  treeEntries: 100_000,
  patchCharacters: 500 * 1024,
  annotationsPerRequest: 50,
  commentCharacters: 65_536,
  requestsPerHour: 5000,
  contentPerMinute: null,
  webhookTimeoutMs: 10_000,
  contentBytes: 1024 * 1024,
};

const PERMISSIONS = {
  checks: "write",
  pull_requests: "write",
  statuses: "write",
  issues: "write",
  contents: "read",
  metadata: "read",
  merge_queues: "read",
  members: "read",
};

const EVENTS = [
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
  "pull_request_review_thread",
  "issue_comment",
  "issues",
  "merge_group",
  "push",
  "status",
  "repository",
  "team",
  "membership",
  "member",
  "organization",
];

export function completeOptions(given: StartOptions): SimulatorOptions {
  const clock = given.clock ?? Date.now;
  return {
    port: given.port ?? 0,
    latencyMs: given.latencyMs ?? 0,
    clock,
    authClock: given.authClock ?? clock,
    control: given.control ?? false,
    limits: { ...LIMITS, ...given.limits },
    app: {
      id: 424_242,
      slug: "countersign",
      clientId: "Iv23countersign",
      clientSecret: "simulated-client-secret",
      webhookSecret: "simulated-webhook-secret",
      webhookUrl: null,
      permissions: PERMISSIONS,
      events: EVENTS,
      ...keyPair(given.app),
      ...given.app,
    },
  };
}

interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

let generated: KeyPair | null = null;

// Making an RSA key takes a good part of a second, so the simulators of one process share theirs.
function keyPair(app: Partial<SimulatedApp> | undefined): KeyPair {
  if (app?.privateKey) return { privateKey: app.privateKey, publicKey: app.publicKey ?? publicKeyOf(app.privateKey) };
  generated ??= generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  return generated;
}

function publicKeyOf(privateKey: string): string {
  return createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString();
}
