// What happens in a play, round by round, on a mix of pull requests: prose, behavior, authentication, a person's own.
import type { GithubSimulator, Pull } from "../github-simulator/index.js";

export interface Play {
  readonly github: GithubSimulator;
  /** Filled by the first round. */
  readonly pulls: Pull[];
  readonly count: number;
  advance(seconds: number): void;
}

const REPO = "acme/shop";
const STATEMENT =
  "```countersign\nagent: copilot\noperator: alice\nintent: Double the value that the part number carries.\ncontext: []\n```\n";

export async function buildDrillWorld(github: GithubSimulator): Promise<void> {
  github.createOrganization("acme");
  for (const login of ["alice", "robin", "sam", "ines", "ada"]) github.createUser(login);
  github.createBot("copilot-swe-agent");
  await github.createRepository({ owner: "acme", name: "shop", files: { "README.md": "# Shop\n", ...NOBODY_ASKED } });
  for (const login of ["alice", "robin", "sam", "ines"]) github.setPermission(REPO, login, "write");
  github.setPermission(REPO, "ada", "admin");
  github.install("acme");
}

/** Requests wait for hours, and the drill for the moment in which nothing waits. */
const NOBODY_ASKED = { ".github/countersign.yml": "reviewers: { assign: never }\n" };

export const ROUNDS: readonly ((play: Play) => Promise<void>)[] = [
  open,
  reportChecks,
  robinStarts,
  robinSubmits,
  chatter,
  pushAndRebase,
  reportChecks,
  samStarts,
  samSubmits,
  ends,
];

async function open({ github, pulls, count }: Play): Promise<void> {
  const issue = github.createIssue({
    repo: REPO,
    author: "ines",
    title: "Double it",
    body: "Every part's value doubles; zero stays zero.",
  });
  for (let index = 0; index < count; index++) {
    const branch = `copilot/part-${index}`;
    const byHand = index % 8 === 7;
    const author = byHand ? "alice" : "Copilot";
    const files = { [pathOf(index)]: `export const part${index} = ${index} * 2;\n` };
    await github.commit(REPO, byHand ? `alice/part-${index}` : branch, {
      files,
      message: `Part ${index}`,
      author,
      by: author,
    });
    pulls.push(
      await github.openPull({
        repo: REPO,
        head: byHand ? `alice/part-${index}` : branch,
        author,
        title: `Part ${index}`,
        body: `${STATEMENT}\nFixes #${issue.number}\n`,
      }),
    );
  }
}

function pathOf(index: number): string {
  if (index % 8 === 0) return `docs/part-${index}.md`;
  return index % 8 === 1 ? `src/auth/session-${index}.ts` : `src/part-${index}.ts`;
}

async function reportChecks({ github, pulls }: Play): Promise<void> {
  for (const [index, pull] of pulls.entries()) {
    github.reportCheck(REPO, pull.head.sha, "test", "in_progress");
    github.reportCheck(REPO, pull.head.sha, "test", index % 11 === 10 ? "failure" : "success");
    await github.setStatus(REPO, pull.head.sha, "lint", "success");
  }
}

async function robinStarts({ github, pulls, advance }: Play): Promise<void> {
  for (const pull of pulls) github.comment(pull, "robin", "/countersign start");
  advance(120);
}

async function robinSubmits({ github, pulls }: Play): Promise<void> {
  for (const [index, pull] of pulls.entries()) {
    const verdict = index % 6 === 5 ? "reject" : "approve";
    const body = index % 6 === 4 ? "### Intent\nlgtm" : form(`part${index}`, "robin read it with the issue beside it");
    github.comment(pull, "robin", `/countersign ${verdict}\n\n${body}`);
  }
}

async function chatter({ github, pulls }: Play): Promise<void> {
  for (const [index, pull] of pulls.entries()) {
    for (let remark = 0; remark < 4; remark++) github.comment(pull, "ines", `remark ${remark}`);
    await github.setLabels(pull, "ines", [`label-${index % 3}`]);
    github.comment(pull, "sam", "/countersign status");
    await github.submitReview(pull, "sam", "COMMENTED", "nice");
  }
}

async function pushAndRebase({ github, pulls }: Play): Promise<void> {
  await github.commit(REPO, "main", { files: { "docs/elsewhere.md": "x\n" }, message: "Elsewhere", author: "ines" });
  for (const [index, pull] of pulls.entries()) {
    if (index % 4 === 1) await github.rebase(REPO, pull.head.ref, "main", "alice");
    if (index % 4 !== 2) continue;
    const files = { [pathOf(index)]: `export const part${index} = ${index} * 2 + 0;\n` };
    await github.pushTo(pull, { files, message: "Again", author: "Copilot", by: "Copilot" });
  }
}

async function samStarts({ github, pulls, advance }: Play): Promise<void> {
  for (const pull of pulls) github.comment(pull, "sam", "/countersign start");
  advance(120);
}

async function samSubmits({ github, pulls }: Play): Promise<void> {
  for (const [index, pull] of pulls.entries()) {
    github.comment(
      pull,
      "sam",
      `/countersign approve\n\n${form(`part${index}`, "sam compared old and new on a calculator")}`,
    );
  }
}

async function ends({ github, pulls }: Play): Promise<void> {
  for (const [index, pull] of pulls.entries()) {
    if (index % 7 === 0) await github.closePull(pull, "alice");
    if (index % 14 === 0) await github.reopenPull(pull, "alice");
    if (index % 7 === 3) await github.mergePull(pull, { by: "ada", bypass: true });
    if (index % 7 === 4) github.comment(pull, "ada", "/countersign override the customers cannot wait for this one");
  }
}

/** Words of each reviewer's own, or the second form would be refused as a copy of the first. */
function form(symbol: string, how: string): string {
  const robin = how.startsWith("robin");
  return `### Intent
${robin ? `The value that ${symbol} carries doubles, as ines asked for in the issue.` : `Twice the number comes out where once it came out; ${symbol} is all that moves.`}

### Tests
- [x] acceptance criteria written by a person
- [x] tests I wrote or ran myself
- [ ] only the agent's own tests
${how}, and ran the suite for ${symbol} on a laptop.

### Edge cases
- ${robin ? `zero stays zero for ${symbol}, negative numbers double too` : `the largest part number still fits when ${symbol} grows`}

### Risks
- ${robin ? `a caller that doubles ${symbol} itself would now double twice` : `dashboards that plot ${symbol} will show a jump on the day of the release`}
`;
}
