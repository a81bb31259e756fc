// The frame around every page. Content is built with hono's html``, which escapes whatever is put in.
import { html } from "hono/html";
import type { Viewer } from "./session.js";
import { ICON_PATH, STYLE_PATH } from "./style.js";

/** Escaped HTML. */
export type Html = ReturnType<typeof html>;

export interface Page {
  readonly title: string;
  readonly content: Html;
  /** Null: nobody is signed in. */
  readonly viewer?: Viewer | null;
  /** Uses the whole width of the window. */
  readonly wide?: boolean;
  /** Paths of further stylesheets of ours. */
  readonly styles?: readonly string[];
  /** Path of the page's script; absent: it has none. The page's content policy has to allow it. */
  readonly script?: string;
}

export function renderPage({ title, content, viewer, wide = false, styles = [], script }: Page): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Countersign</title>
<link rel="icon" href="${ICON_PATH}" type="image/svg+xml">
${[STYLE_PATH, ...styles].map((path) => html`<link rel="stylesheet" href="${path}">`)}
${script === undefined ? "" : html`<script type="module" src="${script}"></script>`}
</head>
<body${wide ? html` class="wide"` : ""}>
<a class="skip" href="#content">Skip to content</a>
<header>
<a class="name" href="/"><img src="${ICON_PATH}" alt="">Countersign</a>
${viewer ? signedIn(viewer) : ""}
</header>
<main id="content">
${content}
</main>
<footer>Countersign holds a merge until a real review is in.</footer>
</body>
</html>`;
}

function signedIn(viewer: Viewer): Html {
  return html`<div class="who"><span>Signed in as <strong>${viewer.login}</strong></span>
<form method="post" action="/logout"><button class="quiet">Sign out</button></form></div>`;
}

/** A page that says one thing and what to do about it. A text becomes a paragraph. */
export function messagePage(title: string, content: Html | string, viewer: Viewer | null = null): Html {
  const body = typeof content === "string" ? html`<p>${content}</p>` : content;
  return renderPage({ title, viewer, content: html`<h1>${title}</h1><div class="card">${body}</div>` });
}
