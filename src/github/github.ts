// Puts the adapter together: what the pipeline reads and writes on GitHub, bound to one App, and who we are there.

import { z } from "zod";
import type { GithubDeliveries, GithubReader, GithubWriter, RosterReader } from "../ports.js";
import { loadActionRef } from "./action-refs.js";
import { parseData } from "./answers.js";
import { type ApiOptions, GithubApi } from "./api.js";
import {
  createCheckRun,
  editCheckRunText,
  listCheckRuns,
  loadEnforcement,
  retireCheckRun,
  updateCheckRun,
} from "./check-runs.js";
import {
  addReaction,
  createComment,
  deleteComment,
  deleteLineComment,
  openIssue,
  requestReviews,
  updateComment,
  withdrawRequests,
} from "./comments.js";
import { rememberAccounts } from "./commits.js";
import { loadFormerCommits } from "./compare.js";
import { type GithubContext, type Identity, type IsOurs, isBotOf } from "./context.js";
import { createRedelivery } from "./deliveries.js";
import { createFilesReader, type WantedTexts } from "./files.js";
import type { GithubClock } from "./gate.js";
import { listInstallations, listPullsOfCommit, listRepositories } from "./lists.js";
import { listMergedPulls, listMergeGroup, loadPolicyAt } from "./merges.js";
import { createPullLister } from "./open-pulls.js";
import {
  createIssueOriginLoader,
  loadAudience,
  loadLogin,
  loadPermission,
  loadPermissionUnseen,
  loadTeams,
  loadViaApp,
} from "./people.js";
import { loadFreshness } from "./policy-text.js";
import { createRosterReader } from "./roster.js";
import { createPullLoader } from "./snapshot.js";

export interface Github {
  readonly reader: GithubReader;
  readonly writer: GithubWriter;
  readonly deliveries: GithubDeliveries;
  readonly roster: RosterReader;
  /** The App as GitHub knows it: slug, permissions, events. Asked once an hour. */
  readonly loadIdentity: () => Promise<Identity>;
  /** Is it our own bot? False while nobody knows what it is called. */
  readonly isOurs: IsOurs;
  /** By its answers. */
  readonly clock: Pick<GithubClock, "aheadMs">;
  /** For those who look at our pages. */
  readonly viewers: Pick<GithubReader, "loadPermission">;
}

export interface GithubOptions extends ApiOptions, WantedTexts {}

export function createGithub(options: GithubOptions): Github {
  const api = new GithubApi(options);
  const identity = rememberIdentity(api);
  const context: GithubContext = {
    api,
    appId: options.appId,
    loadIdentity: identity.load,
    loadAccount: rememberAccounts(api),
  };
  const loadPull = createPullLoader(context);
  return {
    loadIdentity: identity.load,
    isOurs: identity.isOurs,
    clock: api.clock,
    reader: {
      loadPull,
      ...createFilesReader(context, options),
      loadCommits: (ref, baseSha, headSha) => loadFormerCommits(context, ref, { baseSha, headSha }),
      loadPermission: (ref, login) => loadPermission(context, ref, login),
      loadTeams: (ref, login, teams) => loadTeams(context, ref, { login, teams }),
      loadViaApp: (ref, commentId) => loadViaApp(context, ref, commentId),
      loadIssueViaApp: createIssueOriginLoader(context),
      loadLogin: (ref, accountId) => loadLogin(context, ref, accountId),
      loadAudience: (ref, mentionedTeams) => loadAudience(context, ref, mentionedTeams),
      loadFreshness: (ref, baseRef) => loadFreshness(context, ref, baseRef),
      listPulls: createPullLister(context),
      listMergedPulls: (ref, baseRef, most) => listMergedPulls(context, ref, { baseRef, most }),
      loadPolicyAt: (ref, sha) => loadPolicyAt(context, ref, sha),
      listInstallations: () => listInstallations(context),
      listRepositories: (installationId) => listRepositories(context, installationId),
      listPullsOfCommit: (ref, sha) => listPullsOfCommit(context, ref, sha),
      listMergeGroup: (ref, baseRef, headSha) => listMergeGroup(context, ref, { baseRef, headSha }),
      loadActionRef: (ref, query) => loadActionRef(context, ref, query),
      loadEnforcement: (ref, branch) => loadEnforcement(context, ref, branch),
    },
    writer: {
      createCheckRun: (ref, effect) => createCheckRun(context, ref, effect),
      updateCheckRun: (ref, run, effect) => updateCheckRun(context, ref, { ...run, effect }),
      retireCheckRun: (ref, run, text) => retireCheckRun(context, ref, { run, text }),
      editCheckRunText: (ref, run, text) => editCheckRunText(context, ref, { run, text }),
      listCheckRuns: (ref, sha) => listCheckRuns(context, ref, sha),
      createComment: (ref, body) => createComment(context, ref, body),
      updateComment: (ref, id, body) => updateComment(context, ref, { id, body }),
      deleteComment: (ref, id) => deleteComment(context, ref, id),
      deleteLineComment: (ref, id) => deleteLineComment(context, ref, id),
      requestReviews: (ref, asked) => requestReviews(context, ref, asked),
      withdrawRequests: (ref, users) => withdrawRequests(context, ref, users),
      addReaction: (ref, commentId, content) => addReaction(context, ref, { commentId, content }),
      openIssue: (ref, effect) => openIssue(context, ref, effect),
    },
    deliveries: { redeliverFailed: createRedelivery(context) },
    roster: createRosterReader(context),
    viewers: { loadPermission: (ref, login) => loadPermissionUnseen(context, ref, login) },
  };
}

const KEPT_MS = 60 * 60 * 1000;

const App = z.object({
  slug: z.string(),
  permissions: z.record(z.string(), z.string()).default({}),
  events: z.array(z.string()).default([]),
});

interface OwnIdentity {
  /** @throws AppError GITHUB_* */
  load(): Promise<Identity>;
  /** By what was read last; false while nothing was. */
  readonly isOurs: IsOurs;
}

/** Asked once and kept for an hour: an App can be renamed. */
function rememberIdentity(api: GithubApi): OwnIdentity {
  let known: { readonly identity: Promise<Identity>; readonly untilMs: number } | null = null;
  let isOurs: IsOurs = () => false;
  return {
    isOurs: (author) => isOurs(author),
    async load() {
      if (known !== null && known.untilMs > api.now().getTime()) return known.identity;
      const asked = { identity: loadIdentity(api), untilMs: api.now().getTime() + KEPT_MS };
      known = asked;
      try {
        const identity = await asked.identity;
        isOurs = identity.isOurs;
        return identity;
      } catch (error) {
        if (known === asked) known = null;
        throw error;
      }
    },
  };
}

async function loadIdentity(api: GithubApi): Promise<Identity> {
  const { data } = await api.read("app", "GET /app");
  const { slug, permissions, events } = parseData(App, data);
  return { slug, permissions, events, isOurs: isBotOf(slug) };
}
