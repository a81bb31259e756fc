// Starts a simulated GitHub: one HTTP server, one world, and the script's handles on both.
import type { AddressInfo } from "node:net";
import { GraphqlEndpoint } from "./graphql/answer.js";
import { answerControl } from "./http/control.js";
import { Credentials } from "./http/credentials.js";
import { OAuth } from "./http/oauth.js";
import { answerPage } from "./http/page.js";
import { RateLimits } from "./http/rate-limits.js";
import { type Fault, type RecordedRequest, type RequestFilter, RequestLog } from "./http/requests.js";
import type { Backend } from "./http/route.js";
import { createSimulatorServer } from "./http/server.js";
import { completeOptions, type StartOptions } from "./options.js";
import type { Violation } from "./rest/answer.js";
import { Webhooks } from "./webhooks/webhooks.js";
import { accountActions, appBySlug } from "./world/accounts.js";
import { assignmentActions } from "./world/assignments.js";
import { checkActions } from "./world/checks.js";
import { conversationActions } from "./world/conversation.js";
import { installationActions } from "./world/installations.js";
import { lineCommentActions } from "./world/line-comments.js";
import { mergeQueueActions } from "./world/merge-queue.js";
import { pullActions } from "./world/pulls.js";
import { repositoryActions } from "./world/repositories.js";
import { type AccountRef, World } from "./world/world.js";

export type GithubSimulator = Awaited<ReturnType<typeof startGithubSimulator>>;

export async function startGithubSimulator(given: StartOptions = {}) {
  const options = completeOptions(given);
  const world = await World.create(options);
  const webhooks = new Webhooks(world);
  world.emit = (event) => webhooks.emit(event);
  const credentials = new Credentials(world);
  const backend: Backend = { world, webhooks, credentials, limits: new RateLimits(world) };
  const oauth = new OAuth(world, credentials);
  const log = new RequestLog();
  const violations: Violation[] = [];
  const unmatched: RecordedRequest[] = [];
  const graphql = new GraphqlEndpoint(backend, violations);
  const settings = { latencyMs: options.latencyMs };
  const server = createSimulatorServer({
    backend,
    oauth,
    log,
    violations,
    unmatched,
    latencyMs: () => settings.latencyMs,
    answerGraphql: (actor, body) => graphql.answer(actor, body),
    answerElse: async (method, path, body) =>
      answerPage(world, method, path) ??
      (options.control ? answerControl(simulator, world, { method, path, body }) : null),
  });
  await new Promise<void>((resolve) => server.listen(options.port, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  world.baseUrl = `http://${host}`;
  appBySlug(world, options.app.slug, options.app.id);

  const simulator = {
    url: world.baseUrl,
    host,
    app: options.app,
    world,
    webhooks,
    /** Requests and answers that GitHub's description does not allow; a test asserts that there are none. */
    violations,
    /** Requests to endpoints that are not simulated. */
    unmatched,
    requests: log.all,
    countRequests: (filter?: RequestFilter) => log.matching(filter).length,
    findRequests: (filter?: RequestFilter) => log.matching(filter),
    clearRequests: () => log.clear(),
    longestChain: () => log.longestChain(),
    fail: (fault: Fault) => log.addFault(fault),
    clearFaults: () => log.clearFaults(),
    get latencyMs() {
      return settings.latencyMs;
    },
    set latencyMs(ms: number) {
      settings.latencyMs = ms;
    },
    /** Who is signed in at the browser that follows a sign-in link. Null: the person refuses. */
    signInAs(user: AccountRef | null) {
      oauth.visitor = user === null ? null : world.account(user);
    },
    /** A user token without the round through the browser. */
    userToken: (user: AccountRef) => credentials.issueUserToken(world.account(user)),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await webhooks.settled();
      await world.close();
    },
    ...accountActions(world),
    ...repositoryActions(world),
    ...pullActions(world),
    ...conversationActions(world),
    ...assignmentActions(world),
    ...lineCommentActions(world),
    ...checkActions(world),
    ...mergeQueueActions(world),
    ...installationActions(world),
  };
  return simulator;
}
