// Reviews that the desk has posted as comments in the reviewer's name: on behavior-changing changes, and by whoever decides a
// disagreement. INVARIANT: a first verdict on a high-stakes change is never among them.
import { hashOfComment } from "../../src/core/facts/submission.js";
import { AppError } from "../../src/errors.js";
import { GITHUB_PAT } from "../core/secrets/samples.js";
import { aFile, aHunk } from "../support/build.js";
import { REF } from "../support/fake-ports.js";
import { aPanelWorld, type PanelWorld } from "../support/panel-world.js";
import {
  begins,
  draftOf,
  FIRST,
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

const ADA = reviewer("ada");
const THIRD = withAnswers({
  intent: "The list of shelves is copied before it is put in order, so the page behind keeps its own.",
  tests: "Ran the catalog suite; a case of mine keeps the list that was given and compares both.",
  edgeCases: "- a list without entries stays one, see src/catalog/shelves.ts",
  risks: "- somebody may rely on the list being put in order in place, I found two callers and neither does",
});

/** A behavior-changing change. */
async function aCatalog(): Promise<PanelWorld> {
  const hunk = aHunk({ old: 4, new: 4 }, ["-  return shelves.sort(byName);", "+  return [...shelves].sort(byName);"]);
  const panel = aPanelWorld(() =>
    aFile({ path: "src/catalog/shelves.ts", additions: 1, deletions: 1, content: { kind: "hunks", hunks: [hunk] } }),
  );
  await panel.evaluate();
  return panel;
}

/** Robin pressed submit, and GitHub is asked for their permission to post. */
async function aCommentToPost(): Promise<PanelWorld> {
  const panel = await aCatalog();
  await begins(panel, ROBIN);
  expect(await submits(panel, ROBIN, THIRD)).toEqual({ kind: "to-be-posted" });
  return panel;
}

async function prepared(panel: PanelWorld, who = ROBIN): Promise<string> {
  const answer = await panel.desk.prepareComment(REF, who);
  return "body" in answer ? answer.body : `not posted: ${answer.faults.reasons.join(" ")}`;
}

describe("a review of a behavior-changing change", () => {
  it("is not posted with a credential in it", async () => {
    const panel = await aCatalog();
    await begins(panel, ROBIN);
    const leaking = withAnswers({
      ...THIRD.answers,
      risks: `- ${GITHUB_PAT} stands in src/catalog/shelves.ts, as I found`,
    });

    expect(await submits(panel, ROBIN, leaking)).toMatchObject({
      kind: "faults",
      faults: { reasons: [expect.stringContaining("credential")] },
    });
  });

  it("is to be posted, and nothing is handed in before", async () => {
    const panel = await aCommentToPost();

    expect(panel.forms.entries.map(({ kind }) => kind)).toEqual(["start"]);
    expect(await draftOf(panel, ROBIN)).toEqual(THIRD);
    expect(panel.forms.expected.size).toBe(0);
  });

  it("becomes the comment that its author would write, and is expected", async () => {
    const panel = await aCommentToPost();

    const body = await prepared(panel);

    expect(body).toMatch(/^\/countersign approve\n\n### Intent\nThe list of shelves is copied/);
    expect([...panel.forms.expected]).toEqual([`${ROBIN.id} ${hashOfComment(body)}`]);
    await panel.say("robin", body);
    expect(panel.world.store.state?.decision?.conclusion).toBe("success");
  });

  it("is over when it is posted: the draft goes, and the pull request is looked at", async () => {
    const panel = await aCommentToPost();
    panel.world.queued.length = 0;

    await panel.desk.posted(REF, ROBIN);

    expect(await draftOf(panel, ROBIN)).toBeNull();
    expect(panel.world.queuedKeys()).toEqual(["pull:4242#7"]);
  });

  it("may be longer than a sealed one, but not than a comment on GitHub", async () => {
    const panel = await aCatalog();
    await begins(panel, ROBIN);
    const long = (words: number) => {
      const text = (about: string) => Array.from({ length: words }, (_, index) => `${about}${index}`).join(" ");
      return withAnswers({ intent: text("a"), tests: text("b"), edgeCases: text("c"), risks: text("d") }, THIRD);
    };

    expect(await submits(panel, ROBIN, long(2_000))).toEqual({ kind: "to-be-posted" });
    expect(await submits(panel, ROBIN, long(3_000))).toMatchObject({
      kind: "faults",
      faults: { reasons: ["The answers are longer than the 65536 characters of a comment together. Shorten them."] },
    });
  });

  it("is refused with its faults, and the draft is kept", async () => {
    const panel = await aCatalog();
    await begins(panel, ROBIN);

    expect(await submits(panel, ROBIN, withAnswers({ risks: "none" }, THIRD))).toMatchObject({
      kind: "faults",
      faults: { reasons: [], problems: [{ field: "risks", kind: "filler" }] },
    });
    expect((await draftOf(panel, ROBIN))?.answers.risks).toBe("none");
  });
});

describe("what is no longer to be posted when GitHub has given its permission", () => {
  it("is a review without a draft", async () => {
    expect(await prepared(await aCatalog())).toMatch(/^not posted: .*nothing was typed/);
  });

  it("is one without a verdict, without a session, or before its time", async () => {
    const panel = await aCatalog();
    await panel.desk.saveDraft(REF, ROBIN, {
      fields: { ...THIRD, verdict: null },
      fingerprint: (await viewOf(panel, ROBIN)).input.fingerprint,
    });
    expect(await prepared(panel)).toMatch(/Choose whether you approve.*no open review session/);
    await panel.desk.start(REF, ROBIN);
    expect(await prepared(panel)).toMatch(/It came 0 seconds after the start/);
  });

  it("is one about an earlier version, or on a pull request that is over or gone", async () => {
    const panel = await aCommentToPost();
    await panel.desk.saveDraft(REF, ROBIN, { fields: THIRD, fingerprint: "0".repeat(64) });
    expect(await prepared(panel)).toContain("something was pushed since");

    const over = await aCommentToPost();
    await over.close();
    expect(await prepared(over)).toContain("This pull request is closed.");

    const gone = await aCommentToPost();
    Object.assign(gone.dependencies.reader, { loadPull: async () => null });
    expect(await prepared(gone)).toContain("cannot be read any more");
    expect(gone.forms.expected.size).toBe(0);
  });

  it("is one of a change that became high-stakes meanwhile: its verdict must not be in the clear", async () => {
    const panel = await aCommentToPost();
    panel.govern('tiers:\n  high_stakes:\n    paths: ["src/catalog/**"]\n');
    await panel.evaluate();
    expect((await viewOf(panel, ROBIN)).decision.tier).toBe("high-stakes");

    expect(await prepared(panel)).toMatch(/^not posted: .*high-stakes/);
    expect(panel.forms.expected.size).toBe(0);
  });

  it("is a draft of a review that is to be sealed", async () => {
    const panel = aPanelWorld();
    await panel.evaluate();
    await begins(panel, ROBIN);
    const { fields, fingerprint } = await sent(panel, ROBIN, FIRST);
    await panel.desk.saveDraft(REF, ROBIN, { fields, fingerprint });

    expect(await prepared(panel)).toMatch(/^not posted: .*high-stakes/);
  });

  it("is not known while GitHub does not answer", async () => {
    const panel = await aCommentToPost();
    Object.assign(panel.dependencies.reader, {
      loadPull: () => Promise.reject(new AppError("GITHUB_UNAVAILABLE", "502")),
    });

    await expect(panel.desk.prepareComment(REF, ROBIN)).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
    expect(await draftOf(panel, ROBIN)).toEqual(THIRD);
  });
});

describe("a specialist's review of a disagreement", () => {
  it("is not what somebody handed in who was filling in a sealed form when the two came in", async () => {
    const panel = aPanelWorld();
    panel.permit("ada", "admin");
    await panel.evaluate();
    await begins(panel, ADA);
    const given = await sent(panel, ADA, { ...SECOND, verdict: "approve" });
    expect(given.mode).toBe("sealed");
    await seals(panel, ROBIN, FIRST);
    await seals(panel, SAM, SECOND);

    const submitted = await panel.desk.submit(REF, ADA, given);

    expect(submitted).toMatchObject({
      kind: "faults",
      faults: { reasons: expect.arrayContaining([expect.stringContaining("would be posted in the clear now")]) },
    });
  });

  it("is posted in the clear and decides", async () => {
    const panel = aPanelWorld();
    panel.permit("ada", "admin");
    await panel.evaluate();
    await seals(panel, ROBIN, FIRST);
    await seals(panel, SAM, SECOND);
    const view = await viewOf(panel, ADA);
    expect(view.standing).toEqual({ kind: "may-start", mode: "clear", sealed: false });
    await begins(panel, ADA);
    const decides = withAnswers({
      intent: "Rows without a password hash must not sign in; the guard in src/auth/login.ts sees to that.",
      tests: "I called login('x', '') on staging and was turned away with the new code.",
      edgeCases: "- null instead of an empty hash fails in verify as it always did",
      risks: "- the timing difference is real and small, accounts without hash are rare",
    });

    expect(await submits(panel, ADA, decides)).toEqual({ kind: "to-be-posted" });
    await panel.say("ada", await prepared(panel, ADA));

    const agreement = panel.world.store.state?.decision?.requirements.find(({ id }) => id === "agreement");
    expect(agreement).toMatchObject({
      status: "satisfied",
      detail: expect.stringContaining("`ada` decided for the change"),
    });
  });
});
