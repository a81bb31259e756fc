// A requirement, a command and a rule are one file each and one line in their index. Each is added to a scratch copy of the sources;
// the copy has to be free of type errors and to show what was added on its pages.
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";

const ROOT = join(import.meta.dirname, "..");
/** All that could list these things. The rest knows them by the types of the ports only. */
const CHECKED = ["src/core", "src/pipeline", "src/http", "src/packages", "scripts"];

interface Addition {
  readonly what: string;
  readonly file: string;
  readonly text: string;
  /** What the file exports. */
  readonly name: string;
  readonly index: string;
  /** Where its line goes: first in this list. */
  readonly list: string;
  readonly page: string;
  readonly shown: string;
}

/** One row for each kind of thing that a list of descriptors names. A new kind of list gets its row here. */
const ADDITIONS: readonly Addition[] = [
  {
    what: "a requirement",
    file: "src/core/gate/requirements/title-names-ticket.ts",
    text: `// Does the title name a ticket?
import { notApplicable, satisfied, unsatisfied } from "../../case/effect.js";
import { hostile, line } from "../../ground/hostile.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { requirement } from "../requirement-kind.js";

export const titleNamesTicket = requirement({
  id: "title_names_ticket",
  asks: "the title names a ticket",
  yours: "add the ticket to the title",
  name: "Ticket",
  toDo: "no ticket",
  awaited: "a ticket",
  waivable: "whole",
  knownOffline: false,
  judge({ facts }) {
    if (facts.change.status === "unavailable") return notApplicable({ code: "unread" });
    const { title } = facts.change.value;
    const got = hostile(title);
    return title.startsWith("T-") ? satisfied({ code: "named", got }) : unsatisfied("agent", "author", { code: "none", got });
  },
  say: {
    unread: () => "the title could not be read",
    named: () => "the title names a ticket",
    none: ({ got }) => ({ detail: line\`the title \${quoteInline(got, 80)} names none\`, fix: "begin the title with \`T-12\`" }),
  },
});
`,
    name: "titleNamesTicket",
    index: "src/core/gate/requirements/index.ts",
    list: "export const REQUIREMENTS = [",
    page: "docs/for-agents.md",
    shown: "| `title_names_ticket` | the title names a ticket | add the ticket to the title |",
  },
  {
    what: "a command",
    file: "src/core/judge/commands/thank.ts",
    text: `// \`/countersign thank <name>\`: thanks somebody.
import { wordsOf } from "../../comments/parse-command.js";
import { command } from "../command-kind.js";
import { accept, refuse } from "../ruling.js";

export const thank = command({
  verb: "thank",
  arguments: "<name>",
  who: "anyone with read",
  effect: "thanks somebody",
  takes: "words",
  hasEffect: false,
  edited: "refused",
  page: { example: "/countersign thank Ada", again: "It thanks again.", holds: "Nothing of it lasts." },
  judge: (turn, said) =>
    wordsOf(said).length > 0 ? accept(turn, "thank", { reply: "Thank you!" }) : refuse(turn, "thank", "Whom?"),
});
`,
    name: "thank",
    index: "src/core/judge/commands/index.ts",
    list: "export const COMMANDS: readonly CommandKind[] = [",
    page: "docs/commands.md",
    shown: "`/countersign thank <name>`",
  },
  {
    what: "a rule",
    file: "src/core/classify/rules/changes-recipes.ts",
    text: `// Files that say what there is for lunch.
import { placeRule, placesOf } from "../rule.js";

export const changesRecipes = placeRule({
  id: "changes-recipes",
  question: "Does it change what there is for lunch?",
  tier: "high-stakes",
  reason: "everybody eats it",
  remedy: "put it into a pull request of its own",
  examples: { found: ["lunch/monday.md"], left: ["src/lunch.ts"] },
  placeName: placesOf([[/^lunch\\//, "a recipe"]]),
});
`,
    name: "changesRecipes",
    index: "src/core/classify/rules/index.ts",
    list: "const CHANGE_RULES: readonly Rule[] = [",
    page: "docs/rules.md",
    shown: "### changes-recipes",
  },
];

let copy: string;
/** What the type checker printed: every file that it looked at, and every error. */
let checked: readonly string[];

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "countersign-adding-"));
  for (const name of ["src", "scripts", "docs", "package.json", "tsconfig.json"]) {
    await cp(join(ROOT, name), join(copy, name), { recursive: true });
  }
  await symlink(join(ROOT, "node_modules"), join(copy, "node_modules"));
  for (const addition of ADDITIONS) await add(addition);
  const compilerOptions = { types: ["node"] };
  const settings = {
    extends: "./tsconfig.json",
    compilerOptions,
    include: CHECKED,
    exclude: ["scripts/take-pictures.ts"],
  };
  await writeFile(join(copy, "tsconfig.checked.json"), JSON.stringify(settings));
  const [printed] = await Promise.all([
    run("tsc", "--noEmit", "--listFiles", "-p", "tsconfig.checked.json"),
    run("tsx", "scripts/write-pages.ts"),
  ]);
  checked = printed.split("\n");
}, 300_000);

afterAll(() => rm(copy, { recursive: true, force: true }));

describe.each(ADDITIONS)("$what, as one file and one line", ({ file, page, shown }) => {
  it("has no type error", () => {
    expect(checked.filter((line) => line.includes("error TS"))).toEqual([]);
    expect(checked.filter((line) => line.endsWith(basename(file)))).toHaveLength(1);
  });

  it("is on its page", async () => {
    expect(await readFile(join(copy, page), "utf8")).toContain(shown);
    expect(await readFile(join(ROOT, page), "utf8")).not.toContain(shown);
  });
});

/** One line in the list, and the import that goes with it. */
async function add({ file, text, name, index, list }: Addition): Promise<void> {
  const path = join(copy, index);
  const lines = (await readFile(path, "utf8")).split("\n");
  const place = lines.indexOf(list);
  if (place === -1) throw new Error(`${index} has no line ${list}`);
  lines.splice(place + 1, 0, `  ${name},`);
  const from = relative(dirname(index), file).replace(/\.ts$/, ".js");
  await writeFile(path, [`import { ${name} } from "./${from}";`, ...lines].join("\n"));
  await writeFile(join(copy, file), text);
}

/** What it printed, whether it worked or not. */
function run(program: string, ...args: readonly string[]): Promise<string> {
  const path = join(ROOT, "node_modules/.bin", program);
  return new Promise((resolve) => {
    execFile(path, args, { cwd: copy, maxBuffer: 64 * 1024 * 1024 }, (_, out, faults) => resolve(`${out}\n${faults}`));
  });
}
