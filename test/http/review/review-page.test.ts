import fc from "fast-check";
import type { FormFields } from "../../../src/core/comments/form-fields.js";
import type { Standing } from "../../../src/core/judge/standing.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { type ReviewPage, reviewPage } from "../../../src/http/review/review-page.js";
import { GOOD_ANSWERS } from "../../core/comments/forms.js";
import { expectNothingInvisible, hostileText } from "../../core/render/hostile.js";
import { anInputFullOf } from "../../core/render/worlds.js";
import { revealedBy } from "../../core/reviews/panels.js";
import { AWS_KEY } from "../../core/secrets/samples.js";
import { aRef } from "../../support/build/work.js";
import { aRecords, aRevealedReview, aSession } from "../../support/build.js";
import { aDeskView, aFileOf, type ViewGiven } from "./a-view.js";

const REVIEWING: Standing = {
  kind: "reviewing",
  mode: "sealed",
  session: aSession(),
  opensAt: "2026-03-02T10:01:30Z",
};
const TYPED: FormFields = { verdict: "reject", answers: GOOD_ANSWERS };

async function page(given: ViewGiven = {}, override: Partial<ReviewPage> = {}): Promise<string> {
  return String(
    await reviewPage({
      ref: aRef(),
      path: "/review/acme/shop/7",
      view: aDeskView(given),
      own: { draft: null, latest: null },
      viewer: { id: 102, login: "robin" },
      githubUrl: "https://github.com/acme/shop/pull/7",
      notice: null,
      isPosted: false,
      token: "t0ken",
      faults: null,
      typed: null,
      script: "/scripts/review-0123456789abcdef.js",
      ...override,
    }),
  );
}

describe("what somebody may do", () => {
  it.each<[string, Standing, RegExp]>([
    [
      "start, sealed",
      { kind: "may-start", mode: "sealed", sealed: false },
      /Two people review this change.*Start reviewing/s,
    ],
    [
      "start, in the clear",
      { kind: "may-start", mode: "clear", sealed: false },
      /reading 3 lines takes at least 1 minute 30 seconds/,
    ],
    ["begin again", { kind: "may-start", mode: "sealed", sealed: true }, /Your review is sealed.*Begin again/s],
    [
      "nothing: not needed",
      { kind: "not-needed", reason: "it cannot change what the program does" },
      /needs no structured review, because it cannot/,
    ],
    [
      "nothing: may not",
      { kind: "may-not", reason: "set the agent to work" },
      /A review by robin cannot count here<\/strong>, because robin set the agent to work.*gives no verdict away/s,
    ],
    ["nothing: closed", { kind: "closed", text: "It is **over**." }, /<p>It is <strong>over<\/strong>\.<\/p>/],
    [
      "nothing known",
      { kind: "unknown", reason: "502" },
      /cannot be told at the moment whether you may review this \(502\)/,
    ],
  ])("is to %s, without a form to fill in", async (_, standing, text) => {
    const html = await page({ standing });

    expect(html).toMatch(text);
    expect(html).not.toContain("<textarea");
    expect(html.includes('value="start"')).toBe(standing.kind === "may-start");
  });

  it("is to fill in the form while a session is open", async () => {
    const html = await page({ standing: REVIEWING });

    expect(html).toContain("It can be submitted from 2026-03-02 10:01:30 UTC until 2026-03-03 10:00:00 UTC");
    expect(html).toContain('data-opens="2026-03-02T10:01:30Z"');
    expect(html).toContain('<input type="hidden" name="token" value="t0ken">');
    expect(html).toContain("Seal and submit");
    expect(await page({ standing: { ...REVIEWING, mode: "clear" } })).toContain("Submit as a comment");
  });

  it("is nothing more while a comment that was posted waits to be judged", async () => {
    expect(await page({ standing: { ...REVIEWING, mode: "clear" } }, { isPosted: true })).not.toContain("<textarea");
  });

  it("is to answer the checklist where the change asks for it", async () => {
    expect(await page({ standing: REVIEWING, elevated: true })).toContain('name="note"');
    expect(await page({ standing: REVIEWING, elevated: false })).not.toContain('name="note"');
  });
});

describe("the form", () => {
  const draft = {
    fields: { verdict: "approve" as const, answers: { ...GOOD_ANSWERS, intent: "from the draft" } },
    fingerprint: aDeskView().input.fingerprint,
  };

  it("holds the draft, or what was submitted just now", async () => {
    expect(await page({ standing: REVIEWING }, { own: { draft, latest: null } })).toMatch(
      />\nfrom the draft<\/textarea>/,
    );
    const again = await page({ standing: REVIEWING }, { own: { draft, latest: null }, typed: TYPED });
    expect(again).toContain(`>\n${GOOD_ANSWERS.intent}</textarea>`);
    expect(again).toMatch(/value="reject" required checked/);
  });

  it("says that something was pushed since the draft was written", async () => {
    const stale = { draft: { ...draft, fingerprint: "0".repeat(64) }, latest: null };

    expect(await page({ standing: REVIEWING }, { own: stale })).toContain("Something was pushed since you wrote this");
    expect(await page({ standing: REVIEWING }, { own: { draft, latest: null } })).not.toContain("Something was pushed");
  });

  it("says every fault, with a way to each field, and once more at the field", async () => {
    const faults = {
      reasons: ["Choose `approve` or `reject`."],
      problems: [
        { field: "risks" as const, kind: "filler" as const, message: "expected something about this change" },
        { field: "form" as const, kind: "no-code-reference" as const, message: "expected a file" },
        { field: "checklist" as const, kind: "unticked" as const, message: "expected every item" },
      ],
    };
    const html = await page({ standing: REVIEWING, elevated: true }, { faults, typed: TYPED });

    expect(html).toContain("<li>Choose <code>approve</code> or <code>reject</code>.</li>");
    expect(html).toContain('<li><a href="#risks">Risks</a>: expected something about this change</li>');
    expect(html).toContain("<li>The whole form: expected a file</li>");
    expect(html).toContain('<li><a href="#checklist">Prompt injection</a>: expected every item</li>');
    expect(html).toMatch(/id="risks-fault">Expected something about this change\. <\/p>/);
    expect(html.match(/aria-invalid="true"/g)).toHaveLength(1);
  });
});

describe("what came of the last thing done here", () => {
  const latest = (state: "waiting" | "accepted" | "refused", kind: "start" | "submit" = "submit") => ({
    own: { draft: null, latest: { kind, state, reply: "**It** is told." } },
  });

  it.each([
    ["waits", latest("waiting"), "is being looked at"],
    ["was taken", latest("accepted"), 'notice good" role="status"><p><strong>It</strong> is told.</p>'],
    ["was refused", latest("refused"), 'notice bad" role="status"><p><strong>It</strong> is told.</p>'],
    ["was a start that was refused", latest("refused", "start"), "<strong>It</strong> is told."],
  ])("is told when it %s", async (_, override, text) => {
    expect(await page({}, override)).toContain(text);
  });

  it("is not told of a start that was taken: the form says it", async () => {
    expect(await page({ standing: REVIEWING }, latest("accepted", "start"))).not.toContain("is told");
  });
});

describe("the two blind reviews", () => {
  const panelWith = (verdict: "approve" | "reject") => {
    const view = aDeskView();
    const answers = { ...GOOD_ANSWERS, checklist: { ticked: ["smuggled" as const], note: "OPEN SESAME" } };
    const revealed = aRevealedReview({ verdict, answers });
    const sealed = [revealedBy("robin", verdict, "10:10", { revealed }), revealedBy("sam", "approve", "10:20")];
    return { ...view, input: { ...view.input, records: aRecords({ sealed }) } };
  };

  it("are shown once they are known, for whoever has to decide", async () => {
    const html = await page(panelWith("reject"));

    expect(html).toContain("<h3>Refused by robin</h3>");
    expect(html).toContain("<h3>Approved by sam</h3>");
    expect(html).toContain(GOOD_ANSWERS.intent);
    expect(html).toContain("OPEN SESAME");
    // Of several lines.
    expect(html).toContain(GOOD_ANSWERS.edgeCases);
    expect(html).not.toContain("\\u{a}");
  });

  it("are not there before", async () => {
    expect(await page()).not.toContain("The two blind reviews");
  });
});

describe("hostile texts", () => {
  const given = (text: string): [ViewGiven, Partial<ReviewPage>] => {
    const input = anInputFullOf(text);
    const answers = { ...GOOD_ANSWERS, intent: text, risks: text, checklist: { ticked: [], note: text } };
    const sealed = [
      revealedBy("robin", "reject", "10:10", { revealed: aRevealedReview({ verdict: "reject", answers }) }),
      revealedBy("sam", "approve", "10:20", { revealed: aRevealedReview({ answers }) }),
    ];
    const records = { ...input.records, sealed, sessions: [] };
    const full = { ...input, records, fingerprint: sealed[0]?.fingerprint ?? "" };
    return [{ input: full, decision: decisionOn(full), title: text, elevated: true }, {}];
  };
  const TAG = /<!doctype html>|<\/?[a-z][a-z0-9]*(?: [a-z-]+(?:="[^"<>]*")?)*>/g;

  it("become no markup and hide nothing, wherever they stand", async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const html = await page(...given(text));

        expect(html.replace(TAG, "")).not.toMatch(/[<>]/);
        expect(html.match(/<script/g)).toHaveLength(1);
        expect(html).not.toMatch(/<img src=(?!"\/)|href="(?!#|\/|https:\/\/github\.com\/|"")/);
        expectNothingInvisible(html);
      }),
      { numRuns: 100 },
    );
  });

  it("of a draft stay what was typed, and close no field", async () => {
    const text = `</textarea><script>alert(1)</script>"' & \n\nend`;
    const fields: FormFields = { verdict: null, answers: { ...GOOD_ANSWERS, intent: text } };
    const html = await page({ standing: REVIEWING }, { typed: fields });

    expect(html).toContain(
      "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; &amp; \n\nend</textarea>",
    );
    expect(html.match(/<script/g)).toHaveLength(1);
  });

  it("show no credential", async () => {
    expect(await page({ title: `use ${AWS_KEY}`, files: [aFileOf("a.ts", `+${AWS_KEY}`)] })).not.toContain(AWS_KEY);
  });
});

it("names everything for people who do not see it, and has no address that is used twice", async () => {
  const html = await page({
    standing: REVIEWING,
    elevated: true,
    files: [aFileOf("a.ts", "+x"), aFileOf("b.ts", "+y")],
  });
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);

  expect(new Set(ids).size).toBe(ids.length);
  for (const [, names] of html.matchAll(/aria-(?:labelledby|describedby)="([^"]+)"/g)) {
    for (const name of names?.split(" ") ?? []) expect(ids).toContain(name);
  }
  for (const [, name] of html.matchAll(/<label for="([^"]+)"/g)) expect(ids).toContain(name);
});
