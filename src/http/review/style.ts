// What only the review page needs: the lines of a change, the form beside them on wide screens.

export const REVIEW_STYLE_PATH = "/review.css";

export const REVIEW_STYLE = `
.desk { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 1.6rem; }
@media (min-width: 75rem) {
  .desk { grid-template-columns: minmax(0, 1fr) 26rem; align-items: start; }
  .desk > form.review { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; }
}
.file { border: 1px solid var(--line); border-radius: 10px; margin: 0 0 1.2rem; background: var(--card); scroll-margin-top: 1rem; }
.file h4 { margin: 0; padding: .6rem .9rem; border-bottom: 1px solid var(--line); font-size: .95rem; font-weight: 600; scroll-margin-top: 1rem; }
.file > p { padding: .6rem .9rem; margin: 0; }
.file .reasons { margin: 0; padding: .5rem .9rem .5rem 2.1rem; background: var(--wait-back); font-size: .9rem; }
.scroll { overflow-x: auto; }
table.diff { width: 100%; border-collapse: collapse; font: .82rem/1.5 ui-monospace, monospace; tab-size: 4; }
table.diff td { border: 0; padding: 0 .5rem; white-space: pre; }
table.diff .n { color: var(--soft); text-align: right; user-select: none; width: 1%; min-width: 2.6rem; }
table.diff .s { width: 1%; user-select: none; }
table.diff .added { background: var(--good-back); }
table.diff .removed { background: var(--bad-back); }
table.diff .marked .n:first-child { border-left: 4px solid var(--accent); }
table.diff .gap td { text-align: center; color: var(--soft); background: var(--code); }
.off { position: absolute; left: -999rem; }
.beside { display: grid; gap: 0 1.6rem; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); }
.beside h4 { margin: .9rem 0 .15rem; font-size: .95rem; color: var(--soft); }
p.notice, div.notice { padding: .7rem .9rem; }
form .notice { background: var(--page); border-radius: 8px; margin: 0 0 1rem; }
`;
