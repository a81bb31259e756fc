// Plays whole pull-request lifecycles through the real server against the bundled GitHub simulator and prints what people
// would see on GitHub. Usage: npm run demo [-- --keep]
import { farewell, scene, summary, title } from "./print.js";
import { openStage } from "./stage.js";
import { behaviorChanging } from "./stories/behavior-changing.js";
import { blindApproval } from "./stories/blind-approval.js";
import { blindRefusal } from "./stories/blind-refusal.js";
import { disagreement } from "./stories/disagreement.js";
import { formatSafe } from "./stories/format-safe.js";
import { inventedPackage } from "./stories/invented-package.js";
import { leakedToken } from "./stories/leaked-token.js";
import { provedComment } from "./stories/proved-comment.js";

const STORIES = [
  { name: "A change that cannot change what the program does", play: formatSafe },
  { name: "A change of source code that is proved to change nothing", play: provedComment },
  { name: "A change of behavior: one real review", play: behaviorChanging },
  { name: "A package that nobody ever published", play: inventedPackage },
  { name: "A token in the code", play: leakedToken },
  { name: "A change of authentication: two people, the second one blind", play: blindApproval },
  { name: "A change of authentication that both refuse", play: blindRefusal },
  { name: "A migration on which two people disagree", play: disagreement },
];

async function main(): Promise<void> {
  const keep = process.argv.includes("--keep");
  title("Countersign, played against a simulated GitHub");
  const stage = await openStage();
  try {
    for (const [index, story] of STORIES.entries()) {
      scene(index + 1, STORIES.length, story.name);
      await story.play(stage);
    }
    summary(stage);
    farewell(stage, keep);
    if (keep) await new Promise<void>((resolve) => process.once("SIGINT", resolve));
  } finally {
    await stage.close();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
