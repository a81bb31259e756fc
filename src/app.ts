// The Probot app. Signatures are verified by Octokit's webhooks, and Probot hands each delivery to receive(); it opens no port,
// reads no environment and logs nothing, as its own log would hold whole payloads and headers.

import { Webhooks } from "@octokit/webhooks";
import { pino } from "pino";
import { Probot, ProbotOctokit } from "probot";
import type { AppCredentials, GithubAddresses } from "./config.js";
import type { SignedDelivery } from "./ports.js";

export interface App {
  /** True when `signature` (the `X-Hub-Signature-256` header) fits the body. Compared in constant time. */
  verify(body: string, signature: string): Promise<boolean>;
  /** Hands a verified delivery on. @throws what `receive` throws. */
  deliver(delivery: SignedDelivery): Promise<void>;
}

export async function createApp(
  credentials: AppCredentials,
  receive: (delivery: SignedDelivery) => Promise<unknown>,
): Promise<App> {
  const probot = new Probot({
    appId: credentials.id,
    privateKey: credentials.privateKey,
    // INVARIANT: always given. Probot would take the word "development" otherwise.
    secret: credentials.webhookSecret,
    log: pino({ level: "silent" }),
  });
  await probot.load(countersign(receive));
  const webhooks = new Webhooks({ secret: credentials.webhookSecret });
  return {
    verify: (body, signature) => webhooks.verify(body, signature),
    deliver: ({ id, event, payload }) => probot.receive({ id, name: event, payload } as ProbotEvent),
  };
}

type ProbotEvent = Parameters<Probot["receive"]>[0];

/** The app function: every event is one thing to us, something to look at again. */
export function countersign(receive: (delivery: SignedDelivery) => Promise<unknown>): (probot: Probot) => void {
  return (probot) => {
    probot.onAny(async ({ id, name, payload }) => {
      await receive({ id, event: name, payload });
    });
  };
}

/** GitHub's API as the App itself or as one of its installations, for `countersign doctor`. */
export interface AppRequests {
  asApp(route: string, parameters?: Record<string, unknown>): Promise<unknown>;
  asInstallation(installationId: number, route: string, parameters?: Record<string, unknown>): Promise<unknown>;
  /** Milliseconds by which this machine's clock is ahead of GitHub's last answer to the App; 0 before there is one. */
  clockAheadMs(): number;
}

/** Single requests without retries or waiting: a person sits in front of it. */
export function createAppRequests(credentials: AppCredentials, github: GithubAddresses): AppRequests {
  const probot = new Probot({
    appId: credentials.id,
    privateKey: credentials.privateKey,
    secret: credentials.webhookSecret,
    baseUrl: github.restUrl,
    log: pino({ level: "silent" }),
    Octokit: ProbotOctokit.defaults({ retry: { enabled: false }, throttle: { enabled: false } }),
  });
  let aheadMs = 0;
  const note = (response: unknown) => {
    const theirs = Date.parse((response as { headers?: { date?: string } } | undefined)?.headers?.date ?? "");
    if (!Number.isNaN(theirs)) aheadMs = Date.now() - theirs;
  };
  return {
    clockAheadMs: () => aheadMs,
    async asApp(route, parameters) {
      // Octokit corrects some clocks by itself, so an answer does not show that this one is right.
      try {
        const response = await (await probot.auth()).request(route, parameters);
        note(response);
        return response.data;
      } catch (error) {
        note((error as { response?: unknown }).response);
        throw error;
      }
    },
    asInstallation: async (id, route, parameters) => (await (await probot.auth(id)).request(route, parameters)).data,
  };
}
