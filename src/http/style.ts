// The pages' one stylesheet: system fonts, light and dark, readable on a phone. Served by us, as no page loads anything else.

export const STYLE_PATH = "/style.css";

export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --ink: #1c2128; --soft: #59636e; --line: #d8dee4; --edge: #818b95; --link: #0a58b5;
  --good: #15692f; --good-back: #dff3e4; --wait: #7d4e00; --wait-back: #fdf0d0; --bad: #a4161f; --bad-back: #fde3e3;
  --code: #eef1f4; --accent: #3b5bdb; --accent-ink: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1318; --card: #171c23; --ink: #e3e8ee; --soft: #9aa5b1; --line: #2e3641; --edge: #6b7785; --link: #7db4ff;
    --good: #7ddb95; --good-back: #12301c; --wait: #f2c063; --wait-back: #382a0c; --bad: #ff9a9a; --bad-back: #3d1518;
    --code: #222a34; --accent: #6f8cff; --accent-ink: #0c1220;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, input:focus-visible, textarea:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; }
header, main, footer { max-width: 54rem; margin: 0 auto; padding: 0 1.1rem; }
.wide header, .wide main, .wide footer { max-width: 110rem; }
header { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: center; padding-block: 1rem; }
header .name { display: flex; gap: .55rem; align-items: center; font-weight: 650; font-size: 1.05rem; color: var(--ink); text-decoration: none; }
header .name img { width: 1.6rem; height: 1.6rem; }
header .who { margin-left: auto; display: flex; gap: .75rem; align-items: center; color: var(--soft); font-size: .92rem; }
footer { color: var(--soft); font-size: .88rem; padding-block: 1.5rem 2.5rem; }
h1 { font-size: 1.65rem; line-height: 1.25; margin: .6rem 0 .4rem; }
h2 { font-size: 1.12rem; margin: 0 0 .7rem; }
h3 { font-size: 1rem; margin: 1.1rem 0 .4rem; }
p { margin: 0 0 .8rem; }
.lead { font-size: 1.08rem; color: var(--soft); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.2rem 1.25rem; margin: 1.1rem 0; }
.card > :last-child { margin-bottom: 0; }
.soft { color: var(--soft); }
.small { font-size: .9rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .88em; }
code { overflow-wrap: anywhere; background: var(--code); border-radius: 5px; padding: .08em .35em; }
pre { background: var(--code); border-radius: 8px; padding: .8rem 1rem; overflow-x: auto; }
pre code { background: none; padding: 0; }
pre.wraps { white-space: pre-wrap; overflow-wrap: anywhere; }
.badge { display: inline-block; border-radius: 999px; padding: .1rem .65rem; font-size: .86rem; font-weight: 600; background: var(--code); white-space: nowrap; }
.badge.good { color: var(--good); background: var(--good-back); }
.badge.wait { color: var(--wait); background: var(--wait-back); }
.badge.bad { color: var(--bad); background: var(--bad-back); }
.badges { display: flex; flex-wrap: wrap; gap: .5rem; margin: .4rem 0 1rem; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .6rem .9rem .6rem 0; border-top: 1px solid var(--line); }
thead th { border-top: 0; padding-top: 0; font-size: .84rem; color: var(--soft); font-weight: 600; }
tbody th { font-weight: 600; white-space: nowrap; }
ul, ol { padding-left: 1.3rem; margin: 0 0 .8rem; }
li { margin: .3rem 0; }
.plain { list-style: none; padding: 0; }
.plain li { border-top: 1px solid var(--line); padding: .6rem 0; margin: 0; }
.plain li:first-child { border-top: 0; padding-top: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.2rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; }
form { margin: 0; }
label, legend { display: block; font-weight: 600; margin: 0 0 .25rem; padding: 0; }
label.below { margin-top: .7rem; }
fieldset { border: 0; margin: 0 0 1.1rem; padding: 0; min-width: 0; }
.choice { display: flex; gap: .6rem; align-items: baseline; font-weight: 400; padding: .2rem 0; }
.choice input { flex: none; width: 1.05rem; height: 1.05rem; margin: 0; accent-color: var(--accent); transform: translateY(.15rem); }
.field { margin: 0 0 1.4rem; }
input[type=text], input[type=url], textarea { width: 100%; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--edge); border-radius: 8px; padding: .5rem .7rem; }
input[type=text], input[type=url] { max-width: 30rem; }
input.code { max-width: none; }
input.code, textarea.code { font-family: ui-monospace, monospace; font-size: .85rem; }
textarea { display: block; resize: vertical; line-height: 1.45; }
.field textarea { field-sizing: content; min-height: 5.6rem; max-height: 70vh; }
[aria-invalid=true] { border-color: var(--bad); }
.submit { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: center; margin: .8rem 0; }
.submit > p { margin: 0; }
.notice { border-left: 4px solid var(--edge); }
.notice.good { border-left-color: var(--good); }
.notice.wait { border-left-color: var(--wait); }
.notice.bad { border-left-color: var(--bad); }
.hint { color: var(--soft); font-size: .9rem; margin: .3rem 0 0; }
/* Written by people, line by line. */
.answer { white-space: pre-wrap; }
.hint + .field, .hint + fieldset { margin-top: 1.1rem; }
label + .hint, legend + .hint { margin: 0 0 .35rem; }
.fault { color: var(--bad); font-weight: 600; margin: .3rem 0 0; }
.fault.calm { color: var(--soft); }
button, .button { display: inline-block; font: inherit; font-weight: 600; border: 0; border-radius: 8px; padding: .6rem 1.15rem; background: var(--accent); color: var(--accent-ink); text-decoration: none; cursor: pointer; }
button.second { background: var(--code); color: var(--ink); }
button.quiet { background: none; color: var(--link); padding: 0; font-weight: 400; text-decoration: underline; }
.steps { list-style: none; counter-reset: step; padding: 0; }
.steps > li { counter-increment: step; position: relative; padding: 0 0 .5rem 2.6rem; margin: 0 0 .8rem; }
.steps > li::before { content: counter(step); position: absolute; left: 0; top: 0; width: 1.75rem; height: 1.75rem; border-radius: 50%; background: var(--code); display: grid; place-items: center; font-weight: 650; font-size: .9rem; }
.steps > li > :last-child { margin-bottom: 0; }
@media (max-width: 40rem) {
  h1 { font-size: 1.35rem; }
  .card { padding: 1rem; border-radius: 10px; }
  table.stacks thead { position: absolute; left: -999rem; }
  table.stacks tr { display: block; border-top: 1px solid var(--line); padding: .7rem 0; }
  table.stacks tbody tr:first-child { border-top: 0; padding-top: 0; }
  table.stacks th, table.stacks td { display: block; border: 0; padding: .1rem 0; white-space: normal; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .6rem; }
}
`;

export const ICON_PATH = "/icon.svg";

/** Two signatures on one page. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect x="4" y="2" width="24" height="28" rx="5" fill="#3b5bdb"/><path d="M9 12.5l3 3 5-6M9 22.5l3 3 5-6" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/><path d="M20 13h4M20 23h4" stroke="#c3d0ff" stroke-width="2.4" stroke-linecap="round"/></svg>`;
