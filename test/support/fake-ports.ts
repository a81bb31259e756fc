// The pipeline's ports in memory: a GitHub that remembers what was written, a store, a queue. Each fails on request.

import type { Absence, Collaborator, FileHistory, RosterFiles, Workload } from "../../src/core/assign/roster.js";
import { applyChanges } from "../../src/core/case/apply-changes.js";
import type { CheckRunEffect, IssueEffect } from "../../src/core/case/effect.js";
import type { Account, ChangedFile, Comment, Commit } from "../../src/core/facts/facts.js";
import { type AuditEvent, NO_RECORDS } from "../../src/core/facts/records.js";
import { loaded, type Source } from "../../src/core/facts/source.js";
import { type PullRef, type WorkItem, workKey } from "../../src/core/facts/work.js";
import type { PolicyText } from "../../src/core/policy/schema.js";
import { AppError } from "../../src/errors.js";
import { createInlineExaminer } from "../../src/examine/inline-examiner.js";
import type { Leased } from "../../src/pipeline/dependencies.js";
import { createExamineFiles } from "../../src/pipeline/load-examined-files.js";
import type {
  AuditLog,
  GithubReader,
  GithubWriter,
  MergedPull,
  OutboxEffect,
  Published,
  PublishedCheck,
  PullSnapshot,
  PullState,
  PullStore,
  Recorded,
  ReplayStore,
  RosterReader,
  StandingSuccess,
  StoredReplay,
  WorkloadStore,
  WorkQueue,
} from "../../src/ports.js";
import { aComment, anAccount, fakeHash } from "./build.js";
import { FakeForms } from "./fake-forms.js";
import { FAKE_SEALS } from "./fake-seals.js";

export const REF: PullRef = { installationId: 77, repositoryId: 4242, owner: "acme", name: "shop", number: 7 };

const BOT = anAccount({ login: "countersign[bot]", id: 5150, type: "Bot" });

export const HELD = { assertHeld: () => undefined };
export const LOST = {
  assertHeld: () => {
    throw new AppError("LEASE_LOST", "somebody else has this work");
  },
};

/** Remembers writes; `snapshot` shows them as GitHub would. `failing` names the writes that fail, `lost` those whose answer is lost. */
export class FakeGithub {
  readonly calls: string[] = [];
  readonly checks: (PublishedCheck & { headSha: string; effect: CheckRunEffect })[] = [];
  readonly comments: Comment[] = [];
  readonly reactions: { commentId: number; content: string }[] = [];
  readonly issues: IssueEffect[] = [];
  readonly removed: number[] = [];
  readonly requested: { readonly users: readonly string[]; readonly teams: readonly string[] }[] = [];
  readonly withdrawn: string[] = [];
  readonly failing = new Set<string>();
  readonly lost = new Set<string>();
  /** Writes to what GitHub says is not there. */
  readonly missing = new Set<string>();
  /** Branches whose rules require our check. */
  requiring: readonly string[] = [];
  /** Writes that GitHub refuses for good. */
  readonly refusing = new Set<string>();
  files: readonly ChangedFile[] = [];
  /** What former heads added. */
  readonly commitsOf = new Map<string, Source<{ commits: readonly Commit[]; total: number } | null>>();
  collaborators: Source<readonly Collaborator[]> = loaded([]);
  readonly teams = new Map<string, readonly Account[]>();
  rosterFiles: RosterFiles = { codeowners: null, away: [] };
  history: Source<readonly FileHistory[]> = loaded([]);
  /** Pull requests that were merged, and the policy file at the head. */
  merged: readonly MergedPull[] = [];
  proposed: PolicyText = { status: "absent" };
  snapshot: PullSnapshot;
  #nextId = 9000;

  constructor(snapshot: PullSnapshot) {
    this.snapshot = snapshot;
  }

  readonly reader: GithubReader = {
    loadPull: async () => this.#current(),
    startFiles: () => ({ firstPage: Promise.resolve(null) }),
    loadFiles: async () => loaded({ files: this.files, gaps: [], texts: new Map() }),
    loadCommits: async (_ref, _baseSha, headSha) => {
      this.calls.push("loadCommits");
      return this.commitsOf.get(headSha) ?? loaded(null);
    },
    loadPermission: async (_ref, login) => loaded({ permission: "write", account: { id: 1, login, type: "User" } }),
    loadTeams: async () => loaded([]),
    loadViaApp: async () => loaded(false),
    loadIssueViaApp: async () => loaded(false),
    loadLogin: async () => loaded(null),
    loadAudience: async () => loaded([]),
    loadFreshness: async () => {
      this.calls.push("loadFreshness");
      const { repository, pull, policy, defaultPolicy, floor } = this.snapshot;
      const { headSha, baseRef, state } = pull;
      return { headSha, baseRef, state, defaultBranch: repository.defaultBranch, policy, defaultPolicy, floor };
    },
    listPulls: async (repositories) =>
      new Map(repositories.map(({ repositoryId }) => [repositoryId, loaded({ pulls: [], open: 0, whole: true })])),
    listMergedPulls: async () => this.merged,
    loadPolicyAt: async () => this.proposed,
    listInstallations: async () => [],
    listRepositories: async () => [],
    listPullsOfCommit: async () => [],
    listMergeGroup: async () => null,
    loadActionRef: async () => loaded(null),
    loadEnforcement: async (_ref, branch) => loaded({ required: this.requiring.includes(branch), pinned: true }),
  };

  /** Lists of people; none unless a test gives some. */
  readonly roster: RosterReader = {
    listCollaborators: async () => this.collaborators,
    listTeamMembers: async (_ref, team) => loaded(this.teams.get(team) ?? []),
    loadRosterFiles: async () => ({ ...this.rosterFiles, history: this.history }),
  };

  readonly writer: GithubWriter = {
    createCheckRun: (_ref, effect) =>
      this.#write("createCheckRun", () => {
        const id = this.#nextId++;
        this.checks.push({ ...shown(id, effect), headSha: effect.headSha, effect });
        return id;
      }),
    updateCheckRun: (_ref, { id, unsent = [] }, effect) =>
      this.#write("updateCheckRun", () => {
        const index = this.checks.findIndex((check) => check.id === id);
        const annotations = [...(this.checks[index]?.effect.annotations ?? []), ...unsent];
        this.checks[index] = { ...shown(id, effect), headSha: effect.headSha, effect: { ...effect, annotations } };
        return id;
      }),
    retireCheckRun: (_ref, { id }, text) => this.#edit("retireCheckRun", id, { name: "countersign (merged)", text }),
    editCheckRunText: (_ref, { id }, text) => this.#edit("editCheckRunText", id, { text }),
    listCheckRuns: async (_ref, sha) => this.checks.filter(({ headSha }) => headSha === sha),
    createComment: (_ref, body) =>
      this.#write("createComment", () => {
        const id = this.#nextId++;
        this.comments.push(aComment({ id, body, author: BOT, ours: true }));
        return { id };
      }),
    updateComment: (_ref, id, body) =>
      this.#write("updateComment", () => {
        const index = this.comments.findIndex((comment) => comment.id === id);
        this.comments[index] = { ...aComment({ id, body, author: BOT, ours: true }) };
      }),
    deleteComment: (_ref, id) =>
      this.#write("deleteComment", () => {
        this.removed.push(id);
        if (this.snapshot.comments.status === "unavailable") return;
        const comments = loaded(this.snapshot.comments.value.filter((comment) => comment.id !== id));
        this.snapshot = { ...this.snapshot, comments };
      }),
    deleteLineComment: (_ref, id) =>
      this.#write("deleteLineComment", () => {
        this.removed.push(id);
        if (this.snapshot.lineComments.status === "unavailable") return;
        const lineComments = loaded(this.snapshot.lineComments.value.filter((comment) => comment.id !== id));
        this.snapshot = { ...this.snapshot, lineComments };
      }),
    requestReviews: (_ref, asked) => this.#write("requestReviews", () => void this.requested.push(asked)),
    withdrawRequests: (_ref, users) => this.#write("withdrawRequests", () => void this.withdrawn.push(...users)),
    addReaction: (_ref, commentId, content) =>
      this.#write("addReaction", () => void this.reactions.push({ commentId, content })),
    openIssue: (_ref, effect) => this.#write("openIssue", () => this.issues.push(effect)),
  };

  #edit(name: string, id: number, changed: Partial<PublishedCheck>): Promise<void> {
    return this.#write(name, () => {
      const index = this.checks.findIndex((check) => check.id === id);
      const check = this.checks[index];
      if (check !== undefined) this.checks[index] = { ...check, ...changed };
    });
  }

  async #write<T>(name: string, apply: () => T): Promise<T> {
    this.calls.push(name);
    if (this.failing.has(name)) {
      throw new AppError("GITHUB_UNAVAILABLE", `${name} answered 502`);
    }
    if (this.missing.has(name)) throw new AppError("GITHUB_NOT_FOUND", `${name} answered 404`);
    if (this.refusing.has(name)) throw new AppError("GITHUB_REJECTED", `${name} answered 422`);
    const answer = apply();
    if (this.lost.delete(name)) {
      throw new AppError("GITHUB_UNAVAILABLE", `${name}: the answer was lost`);
    }
    return answer;
  }

  #current(): PullSnapshot {
    const theirs = this.snapshot.comments.status === "loaded" ? this.snapshot.comments.value : [];
    return {
      ...this.snapshot,
      comments: loaded([...theirs, ...this.comments]),
      publishedChecks: this.checks.filter(({ headSha }) => headSha === this.snapshot.pull.headSha),
    };
  }

  /** The snapshot as the next evaluation would see it. */
  see(): PullSnapshot {
    return this.#current();
  }
}

function shown(id: number, effect: CheckRunEffect): PublishedCheck {
  const { name, title, summary, text, detailsUrl, conclusion } = effect;
  return {
    id,
    name,
    status: conclusion === null ? "in_progress" : "completed",
    conclusion,
    title,
    summary,
    text,
    detailsUrl,
  };
}

/** A store for one pull request. */
export class FakeStore {
  state: PullState | null = null;
  records = NO_RECORDS;
  readonly events: AuditEvent[] = [];
  outbox: OutboxEffect[] = [];
  readonly sent: string[] = [];
  /** What was sealed, encrypted, by commitment. */
  readonly boxes = new Map<string, string>();
  readonly answers: Recorded["answers"][number][] = [];
  /** Learns what came of its entries. */
  forms = new FakeForms();
  siblings: readonly { number: number; decision: PullState["decision"] }[] = [];
  /** What stands on the head that deliveries told of. */
  successes: readonly StandingSuccess[] = [];
  /** Another branch is known to be gated. */
  otherGate = false;

  #newest() {
    return fakeEntry(this.events);
  }

  readonly absences: Absence[] = [];
  readonly waiting = new Map<number, Workload>();

  readonly workload: WorkloadStore = {
    loadWorkload: async () => this.waiting,
    loadAbsences: async () => this.absences,
  };

  readonly port: PullStore = {
    loadState: async () => this.state,
    loadRecords: async () => this.records,
    record: async (_ref, { changes, events, outbox, boxes, answers, absences = [] }) => {
      this.absences.push(...absences);
      this.records = applyChanges(this.records, changes);
      this.events.push(...events);
      this.outbox.push(...outbox);
      for (const [commitment, box] of boxes) this.boxes.set(commitment, box);
      for (const answer of answers) this.answers.push(answer);
      this.forms.answer(answers);
    },
    loadBoxes: async (commitments) =>
      [...this.boxes].filter(([name]) => commitments.includes(name)).map(([commitment, box]) => ({ commitment, box })),
    reveal: async (_ref, revealed, events, outbox, aside) => {
      const sealed = this.records.sealed.map((review) => {
        const says = revealed.get(review.commitment);
        const voided = review.voided ?? aside?.get(review.commitment) ?? null;
        return says === undefined ? review : { ...review, revealed: says, voided };
      });
      this.records = { ...this.records, sealed };
      for (const commitment of revealed.keys()) this.boxes.delete(commitment);
      this.events.push(...events);
      this.outbox.push(...outbox);
      return true;
    },
    loadOutbox: async () => this.outbox.filter(({ key }) => !this.sent.includes(key)),
    markSent: async (_ref, key) => void this.sent.push(key),
    saveDecision: async (ref, saved, events) => {
      this.state = { ref, published: this.state?.published ?? null, ...saved };
      this.events.push(...events);
      return null;
    },
    savePublished: async (_ref, published: Published) => {
      this.state = this.state === null ? null : { ...this.state, published };
    },
    findPull: async () => this.state,
    findSuccesses: async () => ({ base: this.state?.baseRef ?? null, successes: this.successes }),
    loadSiblings: async () => this.siblings,
    findByHead: async () => (this.state === null ? [] : [this.state.ref]),
    isBase: async () => true,
    hasOtherGate: async () => this.otherGate,
    listOpen: async () =>
      this.state === null ? [] : [{ ref: this.state.ref, headSha: this.state.headSha, evaluatedAt: null }],
    listRepositories: async () => [REF],
    markClosed: async (_ref, events, outboxFor) => {
      const wasOpen = this.state?.open ?? false;
      if (wasOpen && this.state !== null) {
        this.state = { ...this.state, open: false };
        this.events.push(...events);
        this.outbox.push(...outboxFor(this.#newest()));
      }
      return wasOpen;
    },
    loadAuditHead: async () => this.#newest(),
  };
}

/** The entry that the chain has for the newest of these events; null: it is empty. */
export function fakeEntry(events: readonly AuditEvent[]) {
  const sequence = events.length;
  return sequence === 0 ? null : { sequence, hash: fakeHash(`entry ${sequence}`) };
}

/** Replays by their key. */
export function fakeReplays(now: () => Date): ReplayStore & { readonly stored: Map<string, StoredReplay> } {
  const stored = new Map<string, StoredReplay>();
  return {
    stored,
    find: async (_repository, key) => stored.get(key) ?? null,
    begin: async (_repository, key) => void stored.set(key, { report: null, madeAt: now() }),
    finish: async (_repository, key, report) => void stored.set(key, { report, madeAt: now() }),
  };
}

export interface FakeWorld {
  readonly github: FakeGithub;
  readonly store: FakeStore;
  readonly replays: ReturnType<typeof fakeReplays>;
  readonly queued: { item: WorkItem; delayMs: number }[];
  readonly audited: AuditEvent[];
  readonly metrics: string[];
  /** Under a lease that is held. */
  readonly dependencies: Leased;
  queuedKeys(): string[];
}

export function aFakeWorld(snapshot: PullSnapshot): FakeWorld {
  const github = new FakeGithub(snapshot);
  const store = new FakeStore();
  const queued: FakeWorld["queued"] = [];
  const audited: AuditEvent[] = [];
  const metrics: string[] = [];
  const queue: WorkQueue = {
    enqueue: async (items, options) => {
      queued.push(...items.map((item) => ({ item, delayMs: options?.delayMs ?? 0 })));
    },
  };
  const audit: AuditLog = {
    append: async (installationId, events) => {
      audited.push(...events);
      const [newest, event] = [fakeEntry(audited), audited.at(-1)];
      return newest && event ? { installationId, previousHash: "", ...newest, event } : null;
    },
    head: async () => null,
    read: async () => [],
    installations: async () => [],
  };
  const now = () => new Date("2026-03-02T12:00:00Z");
  const { forms } = store;
  const replays = fakeReplays(now);
  const dependencies: Leased = {
    lease: HELD,
    reader: github.reader,
    writer: github.writer,
    deliveries: { redeliverFailed: async () => 0 },
    roster: github.roster,
    forms: forms.port,
    seals: FAKE_SEALS,
    examiner: createInlineExaminer(),
    examine: createExamineFiles(createInlineExaminer()),
    packages: { lookUp: async () => new Map() },
    store: store.port,
    workload: store.workload,
    replays,
    audit,
    queue,
    clock: { now },
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    metrics: {
      evaluated: (tier, conclusion) => void metrics.push(`evaluated ${tier} ${conclusion}`),
      wrote: (what) => void metrics.push(`wrote ${what}`),
      bypassed: () => void metrics.push("bypassed"),
      answered: (tier, hours, within) => void metrics.push(`answered ${tier} ${hours} ${within}`),
      escalated: (tier) => void metrics.push(`escalated ${tier}`),
      timedOut: (tier, outcome) => void metrics.push(`timed out ${tier} ${outcome}`),
    },
    publicUrl: "https://countersign.example",
    signIn: true,
  };
  return {
    github,
    store,
    replays,
    queued,
    audited,
    metrics,
    dependencies,
    queuedKeys: () => queued.map(({ item }) => workKey(item)),
  };
}
