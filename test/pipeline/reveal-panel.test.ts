// Both reviews become known at once and once only, whatever happens on the way.

import { readForm } from "../../src/core/comments/parse-form.js";
import type { Verdict } from "../../src/core/facts/submission.js";
import { commitmentOf } from "../../src/core/judge/take-sealed.js";
import { FIRST_FORM, SECOND_FORM } from "../e2e/support/panel.js";
import { anAccount } from "../support/build.js";
import { REF } from "../support/fake-ports.js";
import { aPanelWorld, type PanelWorld } from "../support/panel-world.js";

async function aWorldWithBothSealed(prepare: (panel: PanelWorld) => void = () => undefined): Promise<PanelWorld> {
  const panel = aPanelWorld();
  await panel.say("robin", "/countersign start");
  panel.wait(120);
  await panel.say("robin", panel.sealed("robin", "approve", FIRST_FORM));
  await panel.say("sam", "/countersign start");
  panel.wait(120);
  prepare(panel);
  panel.write("sam", panel.sealed("sam", "reject", SECOND_FORM));
  return panel;
}

function reveals({ world }: PanelWorld, kind = "reveal"): string[] {
  return world.github.comments.map(({ body }) => body).filter((body) => body.startsWith(`<!-- countersign:${kind}:`));
}

it("reveals both in the evaluation that takes the second", async () => {
  const panel = await aWorldWithBothSealed();

  await panel.evaluate();

  expect(reveals(panel)).toHaveLength(1);
  const { sealed } = panel.world.store.records;
  expect(sealed.map(({ revealed }) => revealed?.verdict)).toEqual(["approve", "reject"]);
  for (const { commitment, revealed } of sealed) {
    expect(commitmentOf(revealed?.nonce ?? "", revealed?.content ?? "")).toBe(commitment);
  }
  expect(panel.world.store.boxes.size).toBe(0);
});

it.each(["loadBoxes", "reveal", "saveDecision"] as const)(
  "reveals exactly once after a crash between storing the second and the end: %s",
  async (step) => {
    const panel = await aWorldWithBothSealed();
    const { port } = panel.world.store;
    const works = port[step];
    Object.assign(port, { [step]: async () => Promise.reject(new Error("killed")) });
    await expect(panel.evaluate()).rejects.toThrow("killed");
    Object.assign(port, { [step]: works });

    await panel.evaluate();
    await panel.evaluate();

    expect(reveals(panel)).toHaveLength(1);
    const events = panel.world.store.events.filter(({ kind }) => kind === "panel_revealed");
    expect(events).toHaveLength(1);
    expect(panel.world.store.records.sealed.every(({ revealed }) => revealed !== null)).toBe(true);
  },
);

it("reveals exactly once when the comment's answer was lost", async () => {
  const panel = await aWorldWithBothSealed((before) => void before.world.github.lost.add("createComment"));

  await expect(panel.evaluate()).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
  await panel.evaluate();

  expect(reveals(panel)).toHaveLength(1);
});

it("asks each who may decide by itself, so that a refused name keeps nobody else from being asked", async () => {
  const panel = await aWorldWithBothSealed(({ govern }) =>
    govern("version: 1\nreviewers:\n  escalation: { users: [maya, ada] }\n"),
  );

  await panel.evaluate();
  await panel.evaluate();

  expect(panel.world.github.requested.slice(-2)).toMatchObject([{ users: ["maya"] }, { users: ["ada"] }]);
});

it("takes what another evaluation revealed first for what counts", async () => {
  const panel = await aWorldWithBothSealed();
  const { port } = panel.world.store;
  const works = port.reveal;
  Object.assign(port, {
    reveal: async (...given: Parameters<typeof works>) => {
      await works(...given);
      return false;
    },
  });

  await panel.evaluate();

  expect(panel.world.store.state?.decision?.requirements.find(({ id }) => id === "blind_reviews")?.status).toBe(
    "satisfied",
  );
});

it("blocks and says what is missing when a review cannot be opened any more, and lets its author seal it again", async () => {
  const panel = await aWorldWithBothSealed((before) => {
    for (const commitment of before.world.store.boxes.keys()) before.world.store.boxes.set(commitment, "lost");
  });

  await panel.evaluate();

  const blind = () => panel.world.store.state?.decision?.requirements.find(({ id }) => id === "blind_reviews");
  expect(reveals(panel)).toEqual([]);
  expect(blind()).toMatchObject({ status: "unsatisfied", who: "countersign" });
  expect(blind()?.fix).toContain("SEAL_IDENTITY");
  expect(panel.logger.lines.join()).toContain("sealed reviews cannot be opened");

  await panel.say("robin", "/countersign start");
  panel.wait(120);
  await panel.say("robin", panel.sealed("robin", "approve", FIRST_FORM));
  expect(reveals(panel)).toHaveLength(1);
});

it("reveals nothing that is not what was committed to", async () => {
  const panel = await aWorldWithBothSealed((before) => {
    const [first] = before.world.store.boxes.keys();
    const forged = Buffer.from(`fake seal\n${"0".repeat(64)}\nreviewer: robin`).toString("base64");
    before.world.store.boxes.set(
      first ?? "",
      `-----BEGIN AGE ENCRYPTED FILE-----\n${forged}\n-----END AGE ENCRYPTED FILE-----\n`,
    );
  });

  await panel.evaluate();

  expect(reveals(panel)).toEqual([]);
});

describe("an answer that holds a line of two hyphens, as mails do above a signature", () => {
  const signed = FIRST_FORM.replace("### Tests", "-- \nRobin\n--\n\n### Tests");
  const submit: Record<string, (panel: PanelWorld) => Promise<unknown>> = {
    "in a sealed comment": (panel) => panel.say("robin", panel.sealed("robin", "approve", signed)),
    "on the review page": async (panel) => {
      const fields = { verdict: "approve" as Verdict, answers: readForm(signed).answers };
      const fingerprint = panel.world.store.state?.decision?.fingerprint ?? "";
      const robin = { id: anAccount().id ?? 0, login: "robin" };
      await panel.desk.submit(REF, robin, { fields, fingerprint, mode: "sealed", onPageSeconds: null });
    },
  };

  it.each(Object.keys(submit))("is revealed whole: %s", async (way) => {
    const panel = aPanelWorld();
    await panel.say("robin", "/countersign start");
    panel.wait(120);
    await submit[way]?.(panel);
    await panel.say("sam", "/countersign start");
    panel.wait(120);
    await panel.say("sam", panel.sealed("sam", "approve", SECOND_FORM));

    const [first] = panel.world.store.records.sealed;
    expect(first?.revealed?.answers).toEqual(readForm(signed).answers);
    expect(reveals(panel)[0]).toContain("support knows");
  });

  it("is revealed whole when it came last, in the clear", async () => {
    const panel = aPanelWorld();
    await panel.say("sam", "/countersign start");
    panel.wait(120);
    await panel.say("sam", panel.sealed("sam", "approve", SECOND_FORM));
    await panel.say("robin", "/countersign start");
    panel.wait(120);
    await panel.say("robin", `/countersign approve\n\n${signed}`);

    const last = panel.world.store.records.sealed.at(-1);
    expect(last?.revealed?.answers).toEqual(readForm(signed).answers);
  });
});

it("reveals in several comments what an administrator asks for and one cannot hold", async () => {
  const panel = aPanelWorld();
  panel.permit("ada", "admin");
  const long = `${"the guard in src/auth/login.ts turns away what is empty ".repeat(160)}\n`;
  for (const [index, login] of ["robin", "sam", "maya", "kim", "lee"].entries()) {
    await panel.push(`  return hash.length > ${index} && verify(password, hash);`);
    await panel.say(login, "/countersign start");
    panel.wait(120);
    await panel.say(login, panel.sealed(login, "approve", FIRST_FORM.replace("### Tests", `${long}\n### Tests`)));
  }
  await panel.close();

  await panel.say("ada", "/countersign reveal An incident is being looked into.");

  const { sealed } = panel.world.store.records;
  expect(sealed.map(({ revealed }) => revealed?.verdict)).toEqual(Array(5).fill("approve"));
  expect(reveals(panel)).toHaveLength(3);
  for (const body of reveals(panel)) expect(body.length).toBeLessThanOrEqual(65_536);
  for (const { commitment } of sealed) expect(reveals(panel).join()).toContain(commitment);
});

describe("somebody whom a text names after they sealed", () => {
  const PERMITTED: Parameters<PanelWorld["permit"]> = ["maya", "maintain"];

  /** robin sealed, was named as operator, and is excluded; then two others seal. */
  async function aWorldAfter(verdict: Verdict): Promise<PanelWorld> {
    const panel = aPanelWorld();
    panel.permit(...PERMITTED);
    await panel.say("robin", "/countersign start");
    panel.wait(120);
    await panel.say("robin", panel.sealed("robin", verdict, FIRST_FORM));
    await panel.name("robin");
    await panel.say("maya", "/countersign exclude @robin Robin did ask the agent for this.");
    for (const [login, form] of [
      ["sam", SECOND_FORM],
      ["ada", THIRD_FORM],
    ] as const) {
      await panel.say(login, "/countersign start");
      panel.wait(120);
      await panel.say(login, panel.sealed(login, "approve", form));
    }
    return panel;
  }

  const THIRD_FORM = SECOND_FORM.replace(
    /^[A-Z(`].*$/gm,
    (line) => `${[...line.split(" ")].reverse().join(" ")} indeed`,
  );

  it.each(["approve", "reject"] as const)(
    "is shown at the reveal when excluded, and decides nothing: %s",
    async (verdict) => {
      const panel = await aWorldAfter(verdict);
      const { store } = panel.world;

      expect(store.state?.decision?.requirements.find(({ id }) => id === "agreement")?.status).toBe("satisfied");
      const [both, aside] = [reveals(panel)[0], reveals(panel, "set-aside")[0]];
      expect([reveals(panel), reveals(panel, "set-aside")]).toEqual([[both], [aside]]);
      expect(both).toContain("both approve");
      expect(both).not.toContain("An empty stored hash");
      expect(aside).toContain("Sealed as well, and not counted");
      expect(aside).toContain(`${verdict === "reject" ? "Refused" : "Approved"} by \`robin\` · not counted`);
      expect(aside).toContain("An empty stored hash no longer signs anybody in");
      expect(store.state?.decision?.notCounted).toMatchObject([
        { login: "robin", reason: expect.stringContaining("had a hand in this change, says `maya`") },
      ]);
      const revealed = store.events.filter(({ kind }) => kind === "panel_revealed");
      expect(revealed).toMatchObject([{ data: { complete: true, not_counted: `robin:${verdict}` } }]);
    },
  );

  it("shows nothing of what they found while it is open: the worlds are the same", async () => {
    const worlds = await Promise.all((["approve", "reject"] as const).map(aWorldNamed));
    const [one, other] = worlds.map(({ world }) => ({
      requirements: world.store.state?.decision?.requirements,
      comments: world.github.comments.map(({ body }) => body.replace(/sha256:[0-9a-f]{64}/g, "sha256")),
    }));

    expect(one).toEqual(other);
  });

  async function aWorldNamed(verdict: Verdict): Promise<PanelWorld> {
    const panel = aPanelWorld();
    await panel.say("robin", "/countersign start");
    panel.wait(120);
    await panel.say("robin", panel.sealed("robin", verdict, FIRST_FORM));
    await panel.name("robin");
    await panel.evaluate();
    return panel;
  }

  it("is told once, by name", async () => {
    const { world } = await aWorldNamed("reject");

    const told = world.github.comments.filter(({ body }) => body.includes("@robin, since you began"));
    expect(told).toHaveLength(1);
  });
});
