// What lies on the disk while a first review is sealed: files of the database, every table, and the logs, searched for its words.
import type { PGlite } from "@electric-sql/pglite";
import { openDatabase } from "../../src/db/client.js";
import { makeBundles } from "../support/browser-bundles.js";
import { openTestPglite } from "../support/test-database.js";
import { agentChangesLogin, FIRST_FORM, LOGIN, SECOND_FORM, sealsReview } from "./support/panel.js";
import { type Scene, startScene } from "./support/scene.js";
import { visitor } from "./support/visitor.js";

const ON_PAGE = {
  verdict: "reject",
  intent: "Blanquette: an empty hash in src/auth/login.ts no longer signs anybody in.",
  tests: "Courgette: tried login() with an empty hash in a console and saw that it is refused.",
  testEvidence: ["acceptanceCriteria", "ownTests"],
  edgeCases: "- Dauphinoise: a hash of blanks still reaches verify()",
  risks: "- Estouffade: imported accounts cannot sign in until they reset",
};

let scene: Scene;
let pglite: PGlite;

beforeEach(async () => {
  makeBundles();
  pglite = await openTestPglite();
  scene = await startScene({ web: true, openDatabase: (clock) => openDatabase({ dataDir: "unused", pglite, clock }) });
  await scene.buildShop({ "src/auth/login.ts": LOGIN });
});

afterEach(() => scene.close());

it.each([
  ["sealed in a comment", FIRST_FORM, sealInComment],
  ["given on the review page, with a draft before", Object.values(ON_PAGE).flat().join("\n"), submitOnPage],
])(
  "holds no phrase of a first review that was %s",
  async (_, form, review) => {
    const pull = await agentChangesLogin(scene);
    await review(scene, pull);
    expect(scene.check(pull).title).toBe("High-stakes · 1 of 2 blind reviews received");
    const logged = scene.app.logged.join("\n");

    const stored = await everythingStored();

    expect(stored.includes("robin")).toBe(true);
    expect(phrasesOf(form).filter((phrase) => stored.includes(phrase) || logged.includes(phrase))).toEqual([]);
  },
  120_000,
);

it("holds the phrases once both are revealed, so that the search can fail", async () => {
  const pull = await agentChangesLogin(scene);
  await sealInComment(scene, pull);
  await sealsReview(scene, pull, "sam", { form: SECOND_FORM });

  const stored = await everythingStored();

  expect(phrasesOf(FIRST_FORM).length).toBeGreaterThan(10);
  expect(phrasesOf(FIRST_FORM).every((phrase) => stored.includes(phrase))).toBe(true);
});

type Pull = Awaited<ReturnType<typeof agentChangesLogin>>;

async function sealInComment(scene: Scene, pull: Pull): Promise<void> {
  await sealsReview(scene, pull, "robin", { verdict: "reject" });
}

async function submitOnPage(scene: Scene, pull: Pull): Promise<void> {
  const robin = visitor(scene, "robin");
  const path = `/review/${scene.repo}/${pull.number}`;
  await robin.signIn();
  await robin.press(path, "start");
  scene.advance(120);
  await robin.press(path, "draft", ON_PAGE);
  const done = await robin.press(path, "submit", ON_PAGE);
  expect(done.text).toContain("Your review is sealed");
  // Somebody else is still typing.
  const sam = visitor(scene, "sam");
  await sam.signIn();
  await sam.press(path, "start");
  await sam.press(path, "draft", ON_PAGE);
  await scene.settle();
}

/** Every three words that follow one another in an answer; the form's own lines are no secret. */
function phrasesOf(form: string): string[] {
  const answers = form.split("\n").filter((line) => line.length > 25 && !line.startsWith("- ["));
  return answers.flatMap((line) => line.match(/\w+ \w+ \w+/g) ?? []);
}

/** The files as they would lie on a disk, and, since PostgreSQL compresses long texts, every row of every table. */
async function everythingStored(): Promise<string> {
  await pglite.exec("CHECKPOINT");
  const files = Buffer.from(await (await pglite.dumpDataDir("none")).arrayBuffer()).toString("latin1");
  const tables = await pglite.query<{ name: string }>(
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  const rows: string[] = [];
  for (const { name } of tables.rows) {
    const table = await pglite.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    rows.push(...table.rows.map(({ row }) => row));
  }
  return [files, ...rows].join("\n");
}
