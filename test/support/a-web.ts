// The web app with everything it needs and nothing behind it. A test gives what it is about.
import { loaded } from "../../src/core/facts/source.js";
import { createReadAccess } from "../../src/http/read-access.js";
import type { ReadableDependencies } from "../../src/http/readable-pull.js";
import { createViews } from "../../src/http/review/views.js";
import { createWeb, type WebDependencies } from "../../src/http/web.js";
import type { ReviewDesk } from "../../src/ports.js";
import { FAKE_RECIPIENT } from "./fake-seals.js";
import { createRecordingLogger } from "./recording-logger.js";

const GITHUB = "https://github.com";
const CLOCK = { now: () => new Date("2026-05-01T10:00:00Z") };

/** `readable` decides who sees which pull request, on all pages. */
export function aWeb({
  readable,
  ...overrides
}: Partial<WebDependencies> & { readable?: Partial<ReadableDependencies> } = {}): ReturnType<typeof createWeb> {
  const pages = { ...nobodySignedIn(), ...readable };
  const desk = aDesk();
  return createWeb({
    version: "1.2.3",
    publicUrl: "http://localhost:3000",
    operations: { readiness: async () => ({ reason: null, warnings: [] }), renderMetrics: async () => "" },
    pulls: { ...pages, audit: { head: async () => null }, githubWebUrl: GITHUB },
    reviews: { ...pages, desk, views: createViews(desk, CLOCK), githubWebUrl: GITHUB, signIn: null },
    seal: { recipient: async () => FAKE_RECIPIENT, githubWebUrl: GITHUB },
    signIn: null,
    logger: createRecordingLogger(),
    ...overrides,
  });
}

function nobodySignedIn(): ReadableDependencies {
  const loadPermission = async () => loaded({ permission: "none" as const, account: null });
  return {
    canSignIn: false,
    viewers: { current: async () => null },
    mayRead: createReadAccess({ loadPermission }, CLOCK),
    pulls: { findPull: async () => null },
    pause: untilLookedUp,
  };
}

/** Ends after what the doubles of a test answer, as `REFUSED_AFTER_MS` do after what a real database and GitHub answer. */
export function untilLookedUp(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** A desk at which nothing is to be done. */
export function aDesk(overrides: Partial<ReviewDesk> = {}): ReviewDesk {
  const gone = { reasons: ["gone"], problems: [] };
  return {
    view: async () => null,
    own: async () => ({ draft: null, latest: null }),
    start: async () => undefined,
    check: () => [],
    saveDraft: async () => undefined,
    submit: async () => ({ kind: "faults", faults: gone }),
    prepareComment: async () => ({ faults: gone }),
    posted: async () => undefined,
    ...overrides,
  };
}
