// A plain page per pull request, so that a link in a demo leads to something. Every text is escaped.
import { latestRuns } from "../render/check.js";
import { iso } from "../render/primitives.js";
import { fullName, isPull, type Pull } from "../world/model.js";
import type { World } from "../world/world.js";
import type { Answer } from "./route.js";

const PATH = /^\/([^/]+)\/([^/]+)\/(?:pull|issues)\/(\d+)$/;

export function answerPage(world: World, method: string, path: string): Answer | null {
  const [, owner = "", name = "", number] = PATH.exec(path) ?? [];
  const issue = world.findRepository(owner, name)?.issues.get(Number(number));
  if (method !== "GET" || !issue) return null;
  const heading = `${fullName(issue.repo)}#${issue.number} ${issue.title}`;
  const posts = [issue, ...issue.comments, ...(isPull(issue) ? issue.reviews : [])]
    .sort((a, b) => a.createdAtMs - b.createdAtMs)
    .map((post) => {
      const state = "state" in post && post !== issue ? ` (${post.state})` : "";
      const edited = post.editor ? `, edited by ${post.editor.login}` : "";
      return section(`${post.author.login}${state}, ${iso(post.createdAtMs)}${edited}`, post.body);
    });
  const checks = isPull(issue) ? checkSections(issue) : [];
  const style =
    "body{font:15px/1.5 sans-serif;max-width:60rem;margin:2rem auto}pre{white-space:pre-wrap;border:1px solid #ccc;padding:.7rem}";
  const html = `<!doctype html><meta charset="utf-8"><title>${escapeHtml(heading)}</title><style>${style}</style><h1>${escapeHtml(heading)}</h1>${[...checks, ...posts].join("")}`;
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
  };
  return { status: 200, body: Buffer.from(html), headers };
}

function checkSections(pull: Pull): string[] {
  const runs = latestRuns(pull.repo.checkRuns.filter((run) => run.headSha === pull.head.sha));
  return runs.map(({ name, app, status, conclusion, output }) => {
    const text = [output.title, output.summary, output.text].filter(Boolean).join("\n\n");
    return section(`Check ${name} by ${app.slug}: ${conclusion ?? status}`, text);
  });
}

function section(title: string, text: string): string {
  return `<h3>${escapeHtml(title)}</h3><pre>${escapeHtml(text)}</pre>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
