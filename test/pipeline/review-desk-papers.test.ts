// What people leave at the review desk: drafts, and submissions that are judged later or otherwise than the page thought.
import { createReviewDesk } from "../../src/pipeline/review-desk.js";
import { GITHUB_PAT } from "../core/secrets/samples.js";
import { REF } from "../support/fake-ports.js";
import { fakeSeal } from "../support/fake-seals.js";
import { aPanelWorld, type PanelWorld } from "../support/panel-world.js";
import { begins, draftOf, FIRST, ROBIN, SAM, seals, sent, viewOf, withAnswers } from "./at-the-desk.js";

const FINGERPRINT = "0".repeat(64);

let panel: PanelWorld;

beforeEach(async () => {
  panel = aPanelWorld();
  await panel.evaluate();
});

describe("a draft", () => {
  it("comes back as it was typed, to its author alone", async () => {
    const typed = withAnswers({ intent: "half a sen", checklist: { ticked: ["smuggled"], note: "" } });

    await panel.desk.saveDraft(REF, ROBIN, { fields: typed, fingerprint: FINGERPRINT });

    expect((await panel.desk.own(REF, ROBIN)).draft).toEqual({ fields: typed, fingerprint: FINGERPRINT });
    expect((await panel.desk.own(REF, SAM)).draft).toBeNull();
  });

  it("is replaced by the next one", async () => {
    await panel.desk.saveDraft(REF, ROBIN, { fields: FIRST, fingerprint: FINGERPRINT });
    await panel.desk.saveDraft(REF, ROBIN, { fields: withAnswers({ risks: "other" }), fingerprint: FINGERPRINT });

    expect((await draftOf(panel, ROBIN))?.answers.risks).toBe("other");
  });

  it("is stored encrypted and logged nowhere, also with a credential in it", async () => {
    await panel.desk.saveDraft(REF, ROBIN, {
      fields: withAnswers({ tests: `see ${GITHUB_PAT}` }),
      fingerprint: FINGERPRINT,
    });

    const stored = panel.forms.drafts.get(ROBIN.id);
    expect(stored?.box).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
    expect(JSON.stringify(stored) + panel.logger.lines.join()).not.toContain(GITHUB_PAT);
    expect((await draftOf(panel, ROBIN))?.answers.tests).toContain(GITHUB_PAT);
  });

  it.each([
    ["a box that cannot be opened", "-----BEGIN AGE ENCRYPTED FILE-----\nbG9zdA==\n-----END AGE ENCRYPTED FILE-----\n"],
    ["nothing", ""],
    ["the shape of another version", fakeSeal(JSON.stringify({ verdict: "approve", answers: {} }))],
    ["no JSON", fakeSeal("approve")],
  ])("is none when %s is stored", async (_, box) => {
    panel.forms.drafts.set(ROBIN.id, { fingerprint: FINGERPRINT, box });

    expect((await panel.desk.own(REF, ROBIN)).draft).toBeNull();
    expect(await panel.desk.prepareComment(REF, ROBIN)).toMatchObject({ faults: { reasons: [expect.any(String)] } });
  });
});

describe("feedback while somebody types", () => {
  it("is about the answers only: neither the time nor the verdict is missed yet", async () => {
    await panel.desk.start(REF, ROBIN);
    const view = await viewOf(panel, ROBIN);

    const problems = panel.desk.check(view, ROBIN, { ...withAnswers({ intent: "LGTM", tests: "" }), verdict: null });

    expect(problems.map(({ field, message }) => `${field}: ${message}`)).toEqual([
      expect.stringMatching(/^intent: expected something about this change/),
      "tests: expected an answer, received none",
    ]);
    expect(panel.desk.check(view, ROBIN, FIRST)).toEqual([]);
  });

  it("does not hold a reviewer's own earlier review against them", async () => {
    await seals(panel, ROBIN, FIRST);
    await begins(panel, ROBIN);

    expect(panel.desk.check(await viewOf(panel, ROBIN), ROBIN, FIRST)).toEqual([]);
  });
});

describe("a submission that is judged", () => {
  it("late keeps the draft until then", async () => {
    await begins(panel, ROBIN);
    const desk = createReviewDesk(panel.dependencies, { pause: async () => undefined });

    expect(await desk.submit(REF, ROBIN, await sent(panel, ROBIN, FIRST))).toEqual({ kind: "sealed" });

    expect((await panel.desk.own(REF, ROBIN)).latest).toEqual({ kind: "submit", state: "waiting", reply: null });
    expect(await draftOf(panel, ROBIN)).toEqual(FIRST);
    await panel.evaluate();
    expect((await panel.desk.own(REF, ROBIN)).latest?.state).toBe("accepted");
  });

  it("after a push is refused; the draft is kept, and the reason is for its author alone", async () => {
    await begins(panel, ROBIN);
    const desk = createReviewDesk(panel.dependencies, {
      pause: () => panel.push("  return hash.length > 0 && verify(password, hash);"),
    });
    const comments = panel.world.github.comments.length;

    await desk.submit(REF, ROBIN, await sent(panel, ROBIN, FIRST));

    const { latest } = await panel.desk.own(REF, ROBIN);
    expect(latest).toMatchObject({ kind: "submit", state: "refused" });
    expect(latest?.reply).toContain("another version of this change");
    expect(await draftOf(panel, ROBIN)).toEqual(FIRST);
    expect(panel.world.github.comments).toHaveLength(comments);
    expect(panel.world.store.records.sealed).toEqual([]);
  });

  it("with a server that lost its identity meanwhile is refused, and the draft is lost with it", async () => {
    await begins(panel, ROBIN);
    const desk = createReviewDesk(panel.dependencies, {
      pause: async () => {
        Object.assign(panel.forms.entries.at(-1) ?? {}, { box: "lost" });
        await panel.evaluate();
      },
    });

    await desk.submit(REF, ROBIN, await sent(panel, ROBIN, FIRST));

    expect((await panel.desk.own(REF, ROBIN)).latest).toMatchObject({
      state: "refused",
      reply: expect.stringContaining("cannot be opened"),
    });
    expect(panel.world.store.records.sealed).toEqual([]);
  });

  it("with an answer that cannot be opened any more still says whether it was taken", async () => {
    await seals(panel, ROBIN, FIRST);
    const entry = panel.forms.entries.at(-1);
    if (entry?.judged) entry.judged = { ...entry.judged, answer: "lost" };

    expect((await panel.desk.own(REF, ROBIN)).latest).toEqual({ kind: "submit", state: "accepted", reply: null });
  });
});
