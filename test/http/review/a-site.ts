// The review page of acme/shop#7 for one signed-in person, with a desk that writes down what it is asked for.
import { AppError } from "../../../src/errors.js";
import type { ReadableDependencies } from "../../../src/http/readable-pull.js";
import type { ReviewDependencies } from "../../../src/http/review/review-routes.js";
import { createViews } from "../../../src/http/review/views.js";
import type { Viewer } from "../../../src/http/session.js";
import type { DeskView, PullState, ReviewDesk } from "../../../src/ports.js";
import { aDesk, aWeb, untilLookedUp } from "../../support/a-web.js";
import { aRef } from "../../support/build/work.js";
import { aSession } from "../../support/build.js";
import { aClock, type FakeClock } from "../../support/fake-clock.js";
import { createRecordingLogger, type RecordingLogger } from "../../support/recording-logger.js";
import { aDeskView } from "./a-view.js";

export const PATH = "/review/acme/shop/7";
export const ORIGIN = "http://localhost:3000";
export const ROBIN: Viewer = { id: 102, login: "robin" };

export const GITHUB_DOWN = () => Promise.reject(new AppError("GITHUB_UNAVAILABLE", "502"));
export const DATABASE_DOWN = () => Promise.reject(new AppError("DATABASE_UNAVAILABLE", "down"));

/** robin has a session and may submit. */
export const REVIEWING = aDeskView({
  standing: { kind: "reviewing", mode: "sealed", session: aSession(), opensAt: "2026-03-02T10:01:30Z" },
});

export interface SiteGiven {
  /** Null: nobody is signed in. */
  readonly viewer?: Viewer | null;
  /** What robin is shown; null: the pull request is gone. */
  readonly view?: DeskView | null;
  readonly desk?: Partial<ReviewDesk>;
  readonly readable?: Partial<ReadableDependencies>;
  readonly signIn?: ReviewDependencies["signIn"];
}

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
  readonly headers: Headers;
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** What a form of this site sends when it is filled in. */
export const TYPED: Fields = {
  token: "token of 102",
  fingerprint: "f1",
  verdict: "approve",
  intent: "OPEN SESAME",
  risks: "some",
};

export interface Site {
  get(path?: string): Promise<Answered>;
  post(fields: Fields, headers?: Record<string, string>): Promise<Answered>;
  request(init: RequestInit, path?: string): Promise<Answered>;
  /** What the desk was asked to do, in order. */
  readonly did: string[];
  /** How often GitHub was looked at. */
  looks(): number;
  readonly clock: FakeClock;
  readonly logger: RecordingLogger;
}

export function aSite({ viewer = ROBIN, view = REVIEWING, desk, readable, signIn = SIGN_IN }: SiteGiven = {}): Site {
  const clock = aClock();
  const logger = createRecordingLogger();
  const did: string[] = [];
  let looks = 0;
  const pages: ReadableDependencies = {
    canSignIn: true,
    viewers: { current: async () => viewer },
    mayRead: async () => "granted",
    pulls: { findPull: async () => ({ ref: aRef() }) as PullState },
    pause: untilLookedUp,
    ...readable,
  };
  const full = aDesk({
    view: async () => {
      looks += 1;
      return view;
    },
    start: async (_, { login }) => void did.push(`start by ${login}`),
    saveDraft: async (_, { login }, { fields, fingerprint }) =>
      void did.push(`draft of ${login} about ${fingerprint}: ${fields.answers.intent}`),
    submit: async (_, { login }, { fields, onPageSeconds }) => {
      did.push(`submit by ${login}: ${fields.verdict}, ${onPageSeconds} s`);
      return { kind: "sealed" };
    },
    ...desk,
  });
  const views = createViews(full, clock);
  const reviews = { ...pages, desk: full, views, githubWebUrl: "https://github.com", signIn };
  const app = aWeb({ readable: pages, reviews, logger });
  const ask = async (path: string, init: RequestInit = {}): Promise<Answered> => {
    const response = await app.request(path, init);
    const { status, headers } = response;
    return { status, headers, text: await response.text(), location: headers.get("location") };
  };
  return {
    get: (path = PATH) => ask(path),
    post: (fields, headers = {}) => {
      const body = new URLSearchParams();
      for (const [name, values] of Object.entries(fields))
        for (const value of [values].flat()) body.append(name, value);
      return ask(PATH, { method: "POST", body, headers: { origin: ORIGIN, ...headers } });
    },
    request: (init, path = PATH) => ask(path, init),
    did,
    looks: () => looks,
    clock,
    logger,
  };
}

const SIGN_IN: NonNullable<ReviewDependencies["signIn"]> = {
  sessions: { formToken: ({ id }) => `token of ${id}` },
  beginPost: (context, path) => context.redirect(`https://github.com/login/oauth/authorize?for=${path}`, 303),
};
