// Two people disagree about a migration, each without knowing of the other. Somebody who was not on the panel decides.
import { answerTo, opensRiskyChange, type RiskyChange, sealsReview, showCheck } from "../panel.js";
import { act, link, note, requirement, show } from "../print.js";
import { REPO, type Stage } from "../stage.js";

export async function disagreement(stage: Stage): Promise<void> {
  const { github } = stage;
  const pull = await opensRiskyChange(stage, DROPPED_NOTES);

  act("robin", "seals a review");
  show(
    "countersign replies",
    (await sealsReview(stage, pull, { reviewer: "robin", verdict: "approve", form: ROBINS_FORM })).answer,
  );

  act("sam", "seals another, and found something that robin did not");
  const { answer } = await sealsReview(stage, pull, { reviewer: "sam", verdict: "reject", form: SAMS_FORM });
  show("countersign reveals both at once", answer, 34);
  requirement(stage.check(pull)?.requirements.find(({ id }) => id === "agreement"));
  await stage.until("the team to be asked", () => pull.requestedTeams.size > 0);
  note(`asked to decide: ${[...pull.requestedTeams].map(({ slug }) => `acme/${slug}`).join(", ")}`);

  act("maya", "of that team reads both, begins, and submits her review in the clear");
  await answerTo(stage, pull, () => github.comment(pull, "maya", "/countersign start"));
  stage.advance(180);
  const decided = await answerTo(stage, pull, () =>
    github.comment(pull, "maya", `/countersign reject\n\n${MAYAS_FORM}`),
  );
  show("countersign replies", decided, 8);
  await stage.until("the check to refuse", () => stage.check(pull)?.conclusion === "failure");
  showCheck(stage, pull);
  link("on GitHub", `${github.url}/${REPO}/pull/${pull.number}`);
  link("the same on Countersign", `${stage.appUrl}/pulls/${REPO}/${pull.number}`);
}

export const DROPPED_NOTES: RiskyChange = {
  branch: "copilot/drop-notes",
  title: "Drop the notes of orders",
  intent: "Remove a column that no code reads any more.",
  issue: { title: "Notes of orders", body: "Support says that the notes of orders are no longer used." },
  files: { "db/migrations/0008_notes.sql": "ALTER TABLE orders DROP COLUMN note;\n" },
};

export const ROBINS_FORM = `### Intent
The column note of orders goes away, because nothing in this repository reads it.

### Tests
- [x] acceptance criteria written by a person
- [x] tests I wrote or ran myself
- [ ] only the agent's own tests
Searched the code for it, and ran db/migrations/0008_notes.sql on a copy: the suite stays green.

### Edge cases
- old versions that still run during the deploy name their columns, and do not ask for this one

### Risks
- DROP COLUMN cannot be taken back; last night's backup still has the notes
`;

export const SAMS_FORM = `### Intent
DROP COLUMN note in db/migrations/0008_notes.sql deletes what customers wrote to us with their orders.

### Tests
- [ ] acceptance criteria written by a person
- [x] tests I wrote or ran myself
- [ ] only the agent's own tests
I looked into the reports of the warehouse: their nightly export selects note, from outside of this repository.

### Edge cases
- an order that is half packed loses its "leave it with the neighbour"

### Risks
- the export breaks tonight, and the notes of open orders are gone until a backup is restored
`;

const MAYAS_FORM = `### Intent
Removing the column is right in the end, and too early: the warehouse reads it until March.

### Tests
- [ ] acceptance criteria written by a person
- [x] tests I wrote or ran myself
- [ ] only the agent's own tests
Asked the warehouse and saw their query; db/migrations/0008_notes.sql would break it.

### Edge cases
- open orders have notes that somebody still has to read

### Risks
- waiting costs nothing but a column; dropping it now loses deliveries
`;
