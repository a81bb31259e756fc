// The web app with everything it needs and nothing behind it. A test gives what it is about.
import { loaded } from "../../src/core/facts.js";
import { createReadAccess } from "../../src/http/read-access.js";
import { createWeb, type WebDependencies } from "../../src/http/web.js";
import { FAKE_RECIPIENT } from "./fake-seals.js";
import { createRecordingLogger } from "./recording-logger.js";

export function aWeb(overrides: Partial<WebDependencies> = {}): ReturnType<typeof createWeb> {
  const clock = { now: () => new Date("2026-05-01T10:00:00Z") };
  const loadPermission = async () => loaded({ permission: "none" as const, account: null });
  return createWeb({
    version: "1.2.3",
    publicUrl: "http://localhost:3000",
    operations: { notReadyBecause: async () => null, renderMetrics: async () => "" },
    pulls: {
      sessions: null,
      mayRead: createReadAccess({ loadPermission }, clock),
      pulls: { findPull: async () => null },
      audit: { head: async () => null },
      githubWebUrl: "https://github.com",
    },
    seal: { recipient: async () => FAKE_RECIPIENT, githubWebUrl: "https://github.com" },
    signIn: null,
    logger: createRecordingLogger(),
    ...overrides,
  });
}
