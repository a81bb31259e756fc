// The promise of the high-stakes tier: until both reviews are in, everything that the App shows anyone is the same whatever the
// first reviewer found, but for the commitment. Two worlds differ in nothing else; whatever happens in both is compared.
import fc from "fast-check";
import { readForm } from "../../src/core/comments/parse-form.js";
import type { Verdict } from "../../src/core/facts/submission.js";
import { reviewPage } from "../../src/http/review/review-page.js";
import { FIRST_FORM, SECOND_FORM } from "../e2e/support/panel.js";
import { anAccount } from "../support/build.js";
import { REF } from "../support/fake-ports.js";
import { aPanelWorld, type PanelWorld } from "../support/panel-world.js";

interface FirstReview {
  readonly verdict: Verdict;
  readonly form: string;
}

const WORDS =
  "login hash empty guard verify session token refuse accept imported account reset timing row compare password".split(
    " ",
  );

/** An answer of 8 to 250 words that names a symbol of the change; every one of another length. */
function anAnswer(about: string): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...WORDS), { minLength: 8, maxLength: 250 })
    .map((words) => `${about} in src/auth/login.ts: ${words.join(" ")}`);
}

const aReview: fc.Arbitrary<FirstReview> = fc
  .record({
    verdict: fc.constantFrom<Verdict>("approve", "reject"),
    intent: anAnswer("What it is for"),
    tests: anAnswer("Which cases I ran"),
    edgeCases: anAnswer("What I considered"),
    risks: anAnswer("What could break"),
    boxes: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
  })
  .map(({ verdict, intent, tests, edgeCases, risks, boxes: [criteria, own, agents] }) => ({
    verdict,
    form: `### Intent
${intent}

### Tests
- [${criteria ? "x" : " "}] acceptance criteria written by a person
- [${own ? "x" : " "}] tests I wrote or ran myself
- [${agents ? "x" : " "}] only the agent's own tests
${tests}

### Edge cases
- ${edgeCases}

### Risks
- ${risks}
`,
  }));

type Step = { readonly what: string; readonly run: (panel: PanelWorld, sealedComment: number) => Promise<unknown> };

const PEOPLE = ["robin", "sam", "maya", "ada", "alice", "zoe"] as const;

/** Whatever anybody may do in public while the first review is sealed. */
const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...PEOPLE),
      fc.constantFrom("start", "status", "recheck", "help", "reveal we want to know it now"),
    )
    .map(([who, verb]) => ({
      what: `${who}: ${verb}`,
      run: (panel: PanelWorld) => panel.say(who, `/countersign ${verb}`),
    })),
  fc.tuple(fc.constantFrom(...PEOPLE), fc.constantFrom("approve", "reject")).map(([who, verb]) => ({
    what: `${who}: ${verb}`,
    run: (panel: PanelWorld) => panel.say(who, `/countersign ${verb}\n\n${SECOND_FORM}`),
  })),
  fc
    .tuple(fc.constantFrom(...PEOPLE), fc.constantFrom("APPROVED" as const, "CHANGES_REQUESTED" as const))
    .map(([who, state]) => ({ what: `${who}: ${state}`, run: (panel: PanelWorld) => panel.review(who, state) })),
  fc.constantFrom("robin", "maya").map((who) => ({
    what: `${who} edits the sealed comment`,
    run: (panel: PanelWorld, sealed: number) => panel.edit(sealed, who),
  })),
  fc.constant<Step>({ what: "the sealed comment is deleted", run: (panel, sealed) => panel.remove(sealed) }),
  fc.constantFrom("read", "write").map((permission) => ({
    what: `robin may ${permission}`,
    run: async (panel: PanelWorld) => {
      panel.permit("robin", permission as "read" | "write");
      await panel.evaluate();
    },
  })),
  fc.constant<Step>({
    what: "robin seals another review in place of the first",
    run: async (panel) => {
      await panel.say("robin", "/countersign start");
      panel.wait(120);
      await panel.say("robin", panel.sealed("robin", "approve", FIRST_FORM));
    },
  }),
  fc.constant<Step>({
    what: "new code is pushed",
    run: (panel) => panel.push("  return hash.length > 0 && verify(password, hash);"),
  }),
  fc.constant<Step>({ what: "the pull request is closed", run: (panel) => panel.close() }),
  fc.constant<Step>({
    what: "maya waives criteria",
    run: (panel) => panel.say("maya", "/countersign waive acceptance_criteria the ticket is in the other tracker"),
  }),
);

/** The pages as these people see them: one of the panel, one who comes second, one who may not review. */
const READERS = [anAccount({ login: "sam" }), anAccount({ login: "maya" }), anAccount({ login: "zoe" })];

async function pages({ desk }: PanelWorld): Promise<string[]> {
  return Promise.all(
    READERS.map(async ({ id, login }) => {
      const viewer = { id: id ?? 0, login };
      const view = await desk.view(REF, viewer);
      if (view === null) throw new Error("the pull request is gone");
      const own = await desk.own(REF, viewer);
      const page = { ref: REF, path: "/review/acme/shop/7", view, own, viewer, githubUrl: "https://github.com" };
      const form = { token: "", faults: null, typed: null, notice: null, isPosted: false, script: "/review.js" };
      return String(await reviewPage({ ...page, ...form }));
    }),
  );
}

/** What anybody can see: requests to GitHub, the decision that pages and API show, metrics, logs, the queue, the audit chain. */
async function shown(panel: PanelWorld): Promise<string> {
  const { world, logger } = panel;
  const { github, store, metrics, queued, audited } = world;
  const outbox = store.outbox.map(({ key, effect }) => ({ key, effect }));
  const text = JSON.stringify({
    calls: github.calls,
    checks: github.checks,
    comments: github.comments,
    reactions: github.reactions,
    removed: github.removed,
    requested: github.requested,
    issues: github.issues,
    decision: store.state,
    events: store.events,
    outbox,
    metrics,
    queued,
    audited,
    pages: await pages(panel),
    logs: logger.lines.map((line) => line.replace(/"time":\d+/, "")),
  });
  // A revision of an edited comment is named by a hash of the block that stands in it, which everybody can see.
  const ofBlocks = text.replace(/(\dZ)\+[0-9a-f]{12}/g, "$1+block");
  const commitments = store.records.sealed.map(({ commitment }) => commitment);
  return commitments.reduce((all, commitment, index) => all.replaceAll(commitment, `commitment ${index}`), ofBlocks);
}

interface FirstSealed {
  readonly panel: PanelWorld;
  readonly sealedComment: number;
}

async function firstSealed({ verdict, form }: FirstReview): Promise<FirstSealed> {
  const panel = aPanelWorld();
  await panel.evaluate();
  await panel.say("robin", "/countersign start");
  panel.wait(120);
  const comment = await panel.say("robin", panel.sealed("robin", verdict, form));
  return { panel, sealedComment: comment.id };
}

/** The same on the review page, with a draft before. There is no comment whose fate could be played. */
async function firstOnPage({ verdict, form }: FirstReview): Promise<FirstSealed> {
  const panel = aPanelWorld();
  const robin = { id: anAccount({ login: "robin" }).id ?? 0, login: "robin" };
  await panel.evaluate();
  await panel.desk.start(REF, robin);
  panel.wait(120);
  const fields = { verdict, answers: readForm(form).answers };
  const fingerprint = panel.world.store.state?.decision?.fingerprint ?? "";
  await panel.desk.saveDraft(REF, robin, { fields: { ...fields, verdict: null }, fingerprint });
  const submitted = await panel.desk.submit(REF, robin, { fields, fingerprint, mode: "sealed", onPageSeconds: 100 });
  expect(submitted).toEqual({ kind: "sealed" });
  return { panel, sealedComment: 0 };
}

const RUNS = 24;

it.each([
  ["in a comment", firstSealed],
  ["on the review page", firstOnPage],
])("shows the same whatever the first review, %s, says, whatever happens until both are in", async (_, begin) => {
  let receipts = 0;
  await fc.assert(
    fc.asyncProperty(aReview, aReview, fc.array(aStep, { maxLength: 6 }), async (one, other, steps) => {
      const [left, right] = [await begin(one), await begin(other)];
      expect(await shown(left.panel)).toBe(await shown(right.panel));
      receipts += left.panel.world.github.comments.filter(({ body }) =>
        body.includes("Sealed review received (1 of 2)"),
      ).length;
      for (const step of steps) {
        await step.run(left.panel, left.sealedComment);
        await step.run(right.panel, right.sealedComment);
        if (left.panel.isRevealed() || right.panel.isRevealed()) {
          expect(left.panel.isRevealed()).toBe(right.panel.isRevealed());
          return;
        }
        expect(await shown(left.panel)).toBe(await shown(right.panel));
      }
    }),
    { numRuns: RUNS },
  );
  // The law would hold for reviews that are never taken as well.
  expect(receipts).toBe(RUNS);
});

it("shows the difference once both are in, so the comparison can fail", async () => {
  const finish = async (verdict: Verdict) => {
    const { panel } = await firstSealed({ verdict, form: FIRST_FORM });
    await panel.say("sam", "/countersign start");
    panel.wait(120);
    await panel.say("sam", panel.sealed("sam", "approve", SECOND_FORM));
    return await shown(panel);
  };

  expect(await finish("approve")).not.toBe(await finish("reject"));
});

it("says nothing of what is sealed anywhere, in clear words", async () => {
  const { panel } = await firstSealed({ verdict: "reject", form: FIRST_FORM });

  const everything = (await shown(panel)) + JSON.stringify(panel.world.store.records) + panel.logger.lines.join("\n");

  expect(everything).toContain("Sealed review received");
  for (const line of FIRST_FORM.split("\n").filter((text) => text.length > 30 && !text.startsWith("- ["))) {
    expect(everything).not.toContain(line.slice(0, 30));
  }
});
