// The change to be read: risky files first, with the lines that made them so marked. Every line is hostile text: escaped, its
// invisible characters made visible, credentials replaced.
import { html } from "hono/html";
import type { ChangedFile, DiffLine, Hunk } from "../../core/facts/facts.js";
import type { Finding } from "../../core/facts/finding.js";
import { sha256 } from "../../core/ground/canonical.js";
import { escapeInvisible } from "../../core/markdown/neutralise.js";
import { redact } from "../../core/markdown/redact.js";
import { readingOrder } from "../../core/reviews/reading-order.js";
import type { DeskView } from "../../ports.js";
import { inlineCode } from "../inline-code.js";
import type { Html } from "../page.js";
import { shown } from "../shown.js";

/** Lines on one page; what goes beyond is read on GitHub. Chosen, not measured: browsers lay out more than this slowly. */
const MAX_LINES = 4_000;
const MAX_FILE_LINES = 1_500;
/** Longer lines are generated, and cut here; how much is left out is said, as something may be hidden far to the right. */
const MAX_LINE_CHARS = 1_000;

export function diffView({ input, decision, seat }: DeskView): Html {
  const { change, pull } = input.facts;
  if (change.status === "unavailable") {
    return html`<p class="notice bad">The change could not be read (${shown(change.reason)}). It is tried again by itself.</p>`;
  }
  const groups = readingOrder(change.value.files, decision.findings, seat);
  let left = MAX_LINES;
  const parts = groups.map(({ risky, files }) => {
    const views = files.map((file) => {
      const part = fileView(file, decision.findings, { most: Math.min(left, MAX_FILE_LINES), pullUrl: pull.url });
      left -= Math.min(linesOf(file), left, MAX_FILE_LINES);
      return part;
    });
    return html`<h3>${risky ? "Look at these first" : "The rest"}</h3>${views}`;
  });
  return html`<section aria-labelledby="change"><h2 id="change">The change</h2>${parts}</section>`;
}

/** Where a finding's file is on this page. */
export function anchorOf(path: string): string {
  return `file-${sha256(path).slice(0, 16)}`;
}

interface Room {
  /** Lines that may still be shown. */
  readonly most: number;
  readonly pullUrl: string;
}

function fileView(file: ChangedFile, findings: readonly Finding[], { most, pullUrl }: Room): Html {
  const own = findings.filter(({ path }) => path === file.path || (path !== null && path === file.previousPath));
  const reasons = own
    .filter(({ tier }) => tier === "high-stakes")
    .map(
      ({ line, reason, side }) =>
        html`<li>${line === null ? "" : html`<span class="soft">${side === "old" ? "removed line" : "line"} ${line}: </span>`}${inlineCode(shown(reason))}</li>`,
    );
  const id = anchorOf(file.path);
  return html`<section class="file" aria-labelledby="${id}">
<h4 id="${id}"><code>${shown(file.path)}</code>${movedFrom(file)} <span class="soft">${countsOf(file)}</span></h4>
${reasons.length > 0 ? html`<ul class="reasons">${reasons}</ul>` : ""}
${contentView(file, own, { most, pullUrl })}</section>`;
}

function movedFrom({ previousPath, status }: ChangedFile): Html | string {
  return previousPath === null
    ? ""
    : html` <span class="soft">${status} from</span> <code>${shown(previousPath)}</code>`;
}

function countsOf({ status, additions, deletions }: ChangedFile): string {
  const counts = additions === null ? "" : ` +${additions} −${deletions ?? 0}`;
  return status === "added" || status === "removed" ? `${status}${counts}` : counts.trim();
}

function contentView({ content, path }: ChangedFile, findings: readonly Finding[], room: Room): Html {
  switch (content.kind) {
    case "binary":
      return html`<p class="soft">A binary file; its bytes are shown nowhere here.</p>`;
    case "unchanged":
      return html`<p class="soft">Its text does not change.</p>`;
    case "unreadable":
      return html`<p class="notice bad">What changes here could not be read (${shown(content.reason)}).</p>`;
    case "hunks":
      return hunksView(content.hunks, findings, { ...room, path });
  }
}

function hunksView(
  hunks: readonly Hunk[],
  findings: readonly Finding[],
  { most, pullUrl, path }: Room & { path: string },
): Html {
  const rows: Html[] = [];
  let left = most;
  for (const hunk of hunks) {
    if (left <= 0) break;
    if (rows.length > 0) rows.push(html`<tr class="gap"><td colspan="4">⋯</td></tr>`);
    const lines = hunk.lines.slice(0, left);
    const texts = readable(lines);
    rows.push(...lines.map((line, index) => lineView(line, texts[index] ?? "", findings)));
    left -= lines.length;
  }
  const all = hunks.reduce((sum, { lines }) => sum + lines.length, 0);
  const more = all - (most - Math.max(0, left));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Lines of ${shown(path)}"><table class="diff">
<thead class="off"><tr><th scope="col">old line</th><th scope="col">new line</th><th scope="col">change</th><th scope="col">text</th></tr></thead>
<tbody>${rows}</tbody></table></div>
${more > 0 ? html`<p><a href="${pullUrl}/files#diff-${sha256(path)}">${more} more lines on GitHub</a></p>` : ""}`;
}

const SIGNS = { added: "+", removed: "−", context: "" } as const;

function lineView(line: DiffLine, text: string, findings: readonly Finding[]): Html {
  const marked = findings.some(
    ({ line: at, side, tier }) =>
      tier === "high-stakes" &&
      at !== null &&
      at === (side === "old" ? line.oldLine : line.newLine) &&
      isOn(line, side),
  );
  const more = line.text.length - startOf(line).length;
  return html`<tr class="${line.kind}${marked ? " marked" : ""}"><td class="n">${line.oldLine ?? ""}</td><td class="n">${line.newLine ?? ""}</td><td class="s">${SIGNS[line.kind]}${marked ? html`<span class="off"> risky</span>` : ""}</td><td class="t">${text}${more > 0 ? html`<span class="soft"> … ${more} more characters</span>` : ""}</td></tr>
`;
}

function isOn({ kind }: DiffLine, side: Finding["side"]): boolean {
  return side === "old" ? kind === "removed" : kind !== "removed";
}

/** The lines together, so that a private key of several is found; if that moves them, each by itself. */
function readable(lines: readonly DiffLine[]): readonly string[] {
  const texts = lines.map(startOf);
  const together = redact(texts.join("\n")).split("\n");
  return (together.length === texts.length ? together : texts.map(redact)).map(shownLine);
}

/** As much of a line as is shown; never half of a pair. */
function startOf({ text }: DiffLine): string {
  const start = text.slice(0, MAX_LINE_CHARS);
  return start.length < text.length && /[\uD800-\uDBFF]$/.test(start) ? start.slice(0, -1) : start;
}

function shownLine(text: string): string {
  return escapeInvisible(text.replaceAll("\t", "    ").replace(/\r$/, "␍"));
}

function linesOf({ content }: ChangedFile): number {
  return content.kind === "hunks" ? content.hunks.reduce((sum, { lines }) => sum + lines.length, 0) : 0;
}
