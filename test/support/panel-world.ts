// A high-stakes pull request in memory, through the whole evaluation: what people do, and everything that the App shows anyone.
import { formatContent, padContent } from "../../src/core/comments/content.js";
import type { Account, ChangedFile, Comment, NativeReview, Permission } from "../../src/core/facts/facts.js";
import { loaded } from "../../src/core/facts/source.js";
import type { Verdict } from "../../src/core/facts/submission.js";
import type { PipelineDependencies } from "../../src/pipeline/dependencies.js";
import { evaluatePullRequest } from "../../src/pipeline/evaluate-pull-request.js";
import { createReviewDesk } from "../../src/pipeline/review-desk.js";
import type { ReviewDesk } from "../../src/ports.js";
import { aSnapshot } from "./assessments.js";
import { aCheck, aComment, aFile, aHunk, aLinkedIssue, aNativeReview, anAccount, fakeSha } from "./build.js";
import { FakeForms } from "./fake-forms.js";
import { aFakeWorld, type FakeWorld, REF } from "./fake-ports.js";
import { fakeSeal } from "./fake-seals.js";
import { createRecordingLogger } from "./recording-logger.js";

export interface PanelWorld {
  readonly world: FakeWorld;
  /** What evaluations and the desk work with; a test may replace what it is about. */
  readonly dependencies: PipelineDependencies;
  readonly logger: ReturnType<typeof createRecordingLogger>;
  evaluate(): Promise<void>;
  /** A comment a minute after the last thing that happened, and the evaluation that it causes. */
  say(login: string, body: string): Promise<Comment>;
  /** The same without an evaluation. */
  write(login: string, body: string): Comment;
  review(login: string, state: NativeReview["state"]): Promise<void>;
  edit(id: number, by: string): Promise<void>;
  remove(id: number): Promise<void>;
  permit(login: string, permission: Permission): void;
  /** The policy file on the base branch. */
  govern(policy: string): void;
  /** Its author edits the description: this is who set the agent to work. */
  name(operator: string): Promise<void>;
  /** New code: another fingerprint. */
  push(text: string): Promise<void>;
  close(): Promise<void>;
  wait(seconds: number): void;
  /** `/countersign sealed` and the block. */
  sealed(login: string, verdict: Verdict, form: string, override?: { fingerprint?: string }): string;
  /** The review page's side of the pipeline. */
  readonly desk: ReviewDesk;
  readonly forms: FakeForms;
  /** Whether both reviews are known. */
  isRevealed(): boolean;
}

const START = Date.parse("2026-03-02T10:00:00Z");

/** `file`: the one changed file, from the text of its added line; absent: how people sign in, which makes it high-stakes. */
export function aPanelWorld(file: (added: string) => ChangedFile = theLogin): PanelWorld {
  let nowMs = START;
  let nextId = 20_000;
  let added = "  return hash !== '' && verify(password, hash);";
  const permissions = new Map<string, Permission>([["zoe", "read"]]);
  const world = aFakeWorld(
    aSnapshot({ checks: loaded([aCheck()]), linkedIssues: loaded([aLinkedIssue()]), body: BODY }),
  );
  const logger = createRecordingLogger();
  const { github } = world;
  const reader: FakeWorld["github"]["reader"] = {
    ...github.reader,
    loadPull: async () => ({ ...github.see(), readAt: iso(nowMs) }),
    loadFiles: async () => loaded({ files: [file(added)], gaps: [], texts: new Map() }),
    loadPermission: async (_ref, login) =>
      loaded({ permission: permissions.get(login) ?? "write", account: anAccount({ login }) }),
  };
  const forms = new FakeForms(() => iso(nowMs));
  world.store.forms = forms;
  const dependencies = { ...world.dependencies, reader, logger, forms: forms.port };
  const change = (patch: Partial<typeof github.snapshot>) => {
    github.snapshot = { ...github.snapshot, ...patch };
  };
  const comments = () => (github.snapshot.comments.status === "loaded" ? github.snapshot.comments.value : []);
  const mapComments = (map: (comment: Comment) => Comment) => change({ comments: loaded(comments().map(map)) });
  const panel: PanelWorld = {
    world,
    dependencies,
    logger,
    evaluate: () => evaluatePullRequest(REF, dependencies),
    write(login, body) {
      nowMs += 60_000;
      const comment = aComment({ id: nextId++, author: person(login), body, createdAt: iso(nowMs), viaApp: false });
      change({ comments: loaded([...comments(), comment]) });
      return comment;
    },
    async say(login, body) {
      const comment = panel.write(login, body);
      await panel.evaluate();
      return comment;
    },
    async review(login, state) {
      nowMs += 60_000;
      const review = aNativeReview({ id: nextId++, author: person(login), state, submittedAt: iso(nowMs) });
      const known = github.snapshot.reviews.status === "loaded" ? github.snapshot.reviews.value : [];
      change({ reviews: loaded([...known, review]) });
      await panel.evaluate();
    },
    async edit(id, by) {
      nowMs += 60_000;
      mapComments((comment) =>
        comment.id === id
          ? { ...comment, body: `${comment.body}\n`, editedAt: iso(nowMs), editor: person(by) }
          : comment,
      );
      await panel.evaluate();
    },
    async remove(id) {
      nowMs += 60_000;
      change({ comments: loaded(comments().filter((comment) => comment.id !== id)) });
      await panel.evaluate();
    },
    permit: (login, permission) => void permissions.set(login, permission),
    govern: (text) => change({ policy: { status: "found", text, oid: fakeSha(text) } }),
    async name(operator) {
      nowMs += 60_000;
      change({ body: BODY.replace("alice", operator) });
      await panel.evaluate();
    },
    async push(text) {
      nowMs += 60_000;
      added = text;
      await panel.evaluate();
    },
    async close() {
      change({ pull: { ...github.snapshot.pull, state: "closed" } });
      await panel.evaluate();
    },
    wait(seconds) {
      nowMs += seconds * 1000;
    },
    sealed(login, verdict, form, { fingerprint = world.store.state?.decision?.fingerprint ?? "" } = {}) {
      const header = { reviewer: login, pull: "acme/shop#7", fingerprint, verdict };
      return `/countersign sealed\n\n${fakeSeal(padContent(formatContent(header, form)))}`;
    },
    // Whoever waits for an evaluation gets it at once.
    desk: createReviewDesk(dependencies, { pause: () => evaluatePullRequest(REF, dependencies) }),
    forms,
    isRevealed: () => world.store.records.sealed.some(({ revealed }) => revealed !== null),
  };
  return panel;
}

const BODY =
  "```countersign\nagent: copilot\noperator: alice\nintent: Refuse to sign anybody in whose hash is empty.\ncontext: []\n```\n";

function person(login: string): Account {
  return anAccount({ login });
}

function iso(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function theLogin(added: string) {
  const hunk = aHunk({ old: 1, new: 1 }, [
    " export function login(password: string, hash: string): boolean {",
    "-  return verify(password, hash);",
    `+${added}`,
    " }",
  ]);
  return aFile({
    path: "src/auth/login.ts",
    additions: 1,
    deletions: 1,
    after: { path: "src/auth/login.ts", blob: null, mode: "100644" },
    content: { kind: "hunks", hunks: [hunk] },
  });
}
