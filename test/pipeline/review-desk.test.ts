// The review page's other side, on a high-stakes change: sessions, drafts, and reviews that are sealed.
import { PAD_BYTES } from "../../src/core/comments/content.js";
import { unavailable } from "../../src/core/facts/source.js";
import { AppError } from "../../src/errors.js";
import { createReviewDesk } from "../../src/pipeline/review-desk.js";
import { GITHUB_PAT } from "../core/secrets/samples.js";
import { REF } from "../support/fake-ports.js";
import { FAKE_SEALS } from "../support/fake-seals.js";
import { aPanelWorld, type PanelWorld } from "../support/panel-world.js";
import {
  begins,
  draftOf,
  FIRST,
  faultsOf,
  ROBIN,
  reviewer,
  SAM,
  SECOND,
  seals,
  sent,
  submits,
  viewOf,
  withAnswers,
} from "./at-the-desk.js";

let panel: PanelWorld;

beforeEach(async () => {
  panel = aPanelWorld();
  await panel.evaluate();
});

function githubIs(answer: () => Promise<null>): void {
  Object.assign(panel.dependencies.reader, { loadPull: answer });
}

const GONE = async () => null;
const DOWN = async () => Promise.reject(new AppError("GITHUB_UNAVAILABLE", "502"));

describe("what somebody is shown", () => {
  it("is the change, the decision, and what they may do", async () => {
    const view = await viewOf(panel, ROBIN);

    expect(view).toMatchObject({
      title: "Retry refunds that time out",
      standing: { kind: "may-start", mode: "sealed", sealed: false },
      seat: 1,
      elevated: false,
      decision: { tier: "high-stakes", conclusion: null },
    });
    expect((await viewOf(panel, reviewer("alice"))).standing).toEqual({
      kind: "may-not",
      reason: "set the agent to work",
    });
  });

  it("is nothing where the pull request is gone, and an error while GitHub does not answer", async () => {
    githubIs(GONE);
    expect(await panel.desk.view(REF, ROBIN)).toBeNull();
    githubIs(DOWN);
    await expect(panel.desk.view(REF, ROBIN)).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
  });

  it("is another order for whoever begins second, and stays it", async () => {
    await begins(panel, ROBIN);
    expect((await viewOf(panel, SAM)).seat).toBe(2);
    await begins(panel, SAM);
    expect((await viewOf(panel, SAM)).seat).toBe(2);
    expect((await viewOf(panel, ROBIN)).seat).toBe(1);

    expect(await submits(panel, ROBIN, FIRST)).toEqual({ kind: "sealed" });
    expect((await viewOf(panel, SAM)).seat).toBe(2);
    expect((await viewOf(panel, reviewer("maya"))).seat).toBe(2);
  });

  it("changes nothing on GitHub and in the records", async () => {
    const before = JSON.stringify([panel.world.github.calls, panel.world.store.records]);

    await viewOf(panel, ROBIN);
    await panel.desk.own(REF, ROBIN);

    expect(JSON.stringify([panel.world.github.calls, panel.world.store.records])).toBe(before);
  });
});

describe("a start", () => {
  it("opens a session", async () => {
    await panel.desk.start(REF, ROBIN);

    expect((await viewOf(panel, ROBIN)).standing).toMatchObject({ kind: "reviewing", mode: "sealed" });
    expect((await panel.desk.own(REF, ROBIN)).latest).toMatchObject({ kind: "start", state: "accepted" });
    expect((await viewOf(panel, SAM)).standing.kind).toBe("may-start");
  });

  it("is refused with a reason that only that person reads", async () => {
    const comments = panel.world.github.comments.length;

    await panel.desk.start(REF, reviewer("alice"));

    const { latest } = await panel.desk.own(REF, reviewer("alice"));
    expect(latest).toMatchObject({
      kind: "start",
      state: "refused",
      reply: expect.stringContaining("set the agent to work"),
    });
    expect(panel.world.github.comments).toHaveLength(comments);
    expect((await panel.desk.own(REF, ROBIN)).latest).toBeNull();
  });

  it("waits a while for the evaluation, and no longer", async () => {
    let waitedMs = 0;
    const pause = async (ms: number) => {
      waitedMs += ms;
    };
    const desk = createReviewDesk(panel.dependencies, { pause });

    await desk.start(REF, ROBIN);

    expect(waitedMs).toBeGreaterThan(1_000);
    expect(waitedMs).toBeLessThanOrEqual(10_000);
    expect((await desk.own(REF, ROBIN)).latest).toEqual({ kind: "start", state: "waiting", reply: null });
    expect(panel.world.queuedKeys()).toContain("pull:4242#7");
  });
});

describe("a submission", () => {
  it("is sealed, padded, encrypted and told to nobody; the draft goes", async () => {
    await begins(panel, ROBIN);

    const given = await sent(panel, ROBIN, FIRST);
    expect(await panel.desk.submit(REF, ROBIN, { ...given, onPageSeconds: 80 })).toEqual({ kind: "sealed" });

    const { sealed } = panel.world.store.records;
    expect(sealed).toMatchObject([{ reviewer: { id: ROBIN.id }, seconds: 120, onPageSeconds: 80, revealed: null }]);
    const opened = await FAKE_SEALS.open(panel.forms.entries.at(-1)?.box ?? "");
    expect(opened.status === "opened" && Buffer.byteLength(opened.text) % PAD_BYTES).toBe(0);
    expect(await draftOf(panel, ROBIN)).toBeNull();
    expect((await panel.desk.own(REF, ROBIN)).latest).toMatchObject({ kind: "submit", state: "accepted" });
    const told = JSON.stringify([panel.world.github.comments, panel.world.store.events]) + panel.logger.lines.join();
    expect(told).toContain("Sealed review received (1 of 2)");
    expect(told).not.toContain("imported without a hash");
  });

  it("of the second completes the panel", async () => {
    await seals(panel, ROBIN, FIRST);
    await seals(panel, SAM, SECOND);

    expect(panel.isRevealed()).toBe(true);
    expect((await viewOf(panel, ROBIN)).standing).toMatchObject({ kind: "closed" });
  });

  it("takes the place of one's own earlier one", async () => {
    await seals(panel, ROBIN, FIRST);
    expect((await viewOf(panel, ROBIN)).standing).toMatchObject({ kind: "may-start", sealed: true });

    await seals(panel, ROBIN, { ...FIRST, verdict: "reject" });

    const { sealed } = panel.world.store.records;
    expect(sealed.map(({ voided }) => voided === null)).toEqual([false, true]);
    expect((await panel.desk.own(REF, ROBIN)).latest?.reply).toContain("takes the place of");
  });
});

describe("a submission that is not taken", () => {
  /** What it says, that the draft is kept, and that nothing was handed in. */
  async function refusal(fields = FIRST, who = ROBIN): Promise<string> {
    const entries = panel.forms.entries.length;
    const { reasons, problems } = await faultsOf(panel, who, fields);
    expect(await draftOf(panel, who)).toEqual(fields);
    expect(panel.forms.entries).toHaveLength(entries);
    return [...reasons, ...problems.map(({ field, message }) => `${field}: ${message}`)].join("\n");
  }

  it("without a start", async () => {
    expect(await refusal()).toBe(
      "You have no open review session. Comment `/countersign start`: the time to read begins there.",
    );
  });

  it("before its time", async () => {
    await panel.desk.start(REF, ROBIN);
    panel.wait(30);

    expect(await refusal()).toMatch(
      /^It came 30 seconds after the start; reading this change takes at least 1 minute 30 seconds/,
    );
  });

  it("after the session", async () => {
    await begins(panel, ROBIN);
    panel.wait(25 * 60 * 60);

    expect(await refusal()).toMatch(/^Your session ended at 2026-03-03/);
  });

  it("about a version that was shown before a push", async () => {
    await begins(panel, ROBIN);
    const given = await sent(panel, ROBIN, FIRST);
    await panel.push("  return hash.length > 0 && verify(password, hash);");

    const submitted = await panel.desk.submit(REF, ROBIN, given);

    expect(submitted).toMatchObject({
      kind: "faults",
      faults: { reasons: [expect.stringContaining("something was pushed since"), expect.any(String)] },
    });
    expect((await panel.desk.own(REF, ROBIN)).draft).toEqual({ fields: FIRST, fingerprint: given.fingerprint });
  });

  it("with every fault at once", async () => {
    await panel.desk.start(REF, ROBIN);

    const said = await refusal({
      ...withAnswers({ intent: "LGTM", risks: " ", tests: `see ${GITHUB_PAT}` }),
      verdict: null,
    });

    expect(said).toMatch(/Choose whether you approve/);
    expect(said).toMatch(/It came 0 seconds after the start/);
    expect(said).toMatch(/looks like a credential/);
    expect(said).toMatch(/^intent: expected something about this change/m);
    expect(said).toMatch(/^risks: expected an answer, received none/m);
    expect(said).not.toContain(GITHUB_PAT);
    expect(panel.logger.lines.join()).not.toContain(GITHUB_PAT);
  });

  it("with more text than a sealed review may hold", async () => {
    await begins(panel, ROBIN);
    const long = withAnswers({ intent: `In src/auth/login.ts the session is read anew ${"é".repeat(5_000)}` });

    expect(await refusal(long)).toBe("The answers are longer than 10240 bytes together. Shorten them.");
  });

  it("by somebody who may not review", async () => {
    expect(await refusal(FIRST, reviewer("alice"))).toContain(
      "A review by you cannot count here, because your account set the agent to work.",
    );
  });

  it("while it cannot be told who may", async () => {
    Object.assign(panel.dependencies.reader, { loadPermission: async () => unavailable("502") });

    expect(await refusal()).toContain("It cannot be told at the moment whether you may review this (502).");
  });

  it("on a pull request that is over, or whose panel is", async () => {
    await seals(panel, SAM, SECOND);
    await seals(panel, reviewer("maya"), FIRST);
    expect(await refusal()).toContain("disagree");
    await panel.close();
    expect(await refusal()).toContain("This pull request is closed.");
  });

  it("on a pull request that is gone", async () => {
    await begins(panel, ROBIN);
    const given = await sent(panel, ROBIN, FIRST);
    githubIs(GONE);

    expect(await panel.desk.submit(REF, ROBIN, given)).toMatchObject({ kind: "faults", faults: { problems: [] } });
    expect(await draftOf(panel, ROBIN)).toEqual(FIRST);
  });

  it("while GitHub does not answer: the draft is kept", async () => {
    await begins(panel, ROBIN);
    const given = await sent(panel, ROBIN, FIRST);
    githubIs(DOWN);

    await expect(panel.desk.submit(REF, ROBIN, given)).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
    expect(await draftOf(panel, ROBIN)).toEqual(FIRST);
  });
});
