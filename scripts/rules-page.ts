// docs/rules.md as text, made from the rules themselves, so that the page cannot say something else than the program does.
import type { Rule } from "../src/core/classify/rule.js";
import { BASE_RULES } from "../src/core/classify/rules/index.js";
import type { Tier } from "../src/core/ground/tier.js";

/** Markdown. The same rules give the same text, byte for byte. */
export function rulesPage(rules: readonly Rule[]): string {
  return `${[INTRODUCTION, contents(rules), ...SECTIONS.map((section) => sectionOf(section, rules))].join("\n\n")}\n`;
}

const INTRODUCTION = `<!-- Made by \`npx tsx scripts/write-pages.ts\` from src/core/classify/rules. Do not edit. -->
# The built-in rules

What sorts a change into its tier. Each rule asks one question of a change; its answer is a *finding*, with the file, the line and a reason.
The change's tier is its highest finding: a rule can raise a tier and never lower it.

- **Both sides count.** Removed lines are read like added ones: deleting a check is as dangerous as weakening it.
- **Proof beats place.** A file that is proved to mean the same before and after, or that cannot run, gives no finding by its folder or its lines.
  Only CI definitions, migrations, the review policy, repository settings and agents' instructions are held by their place whatever changes in them.
- **Whole words.** \`auth\` is found in \`userAuth.ts\` and not in \`author.ts\`; each rule lists look-alikes that it leaves alone.
- **Comments are silent** where a parser saw that a line holds nothing else. Directives (\`eslint-disable\`, \`# nosec\`, \`//go:build\`) are code.

To change what a rule does, write its id into the policy, \`.github/countersign.yml\`:

\`\`\`yaml
tiers:
  rules:
    edits-agent-instructions: behavior-changing # another tier
    loads-remote-content: off # no finding at all
\`\`\`

The other way round, \`tiers.high_stakes\`, \`tiers.behavior_changing\` and \`tiers.format_safe\` list paths and patterns of your own
([policy reference](policy-reference.md#tiers)). \`countersign policy explain PATH\` says what the rules think of a path,
\`countersign classify\` what they find in a change.`;

interface Section {
  readonly tier: Tier;
  readonly title: string;
  readonly text: string;
}

const SECTIONS: readonly Section[] = [
  {
    tier: "high-stakes",
    title: "High-stakes",
    text: "Two independent people have to review, the second one blind. Some of these rules give a lower tier to the lighter cases; the reason says which.",
  },
  {
    tier: "behavior-changing",
    title: "Behavior-changing",
    text: "One structured review by an independent person.",
  },
  {
    tier: "format-safe",
    title: "Format-safe",
    text: "No person has to look. Each of these is a proof; what no proof covers is behavior-changing.",
  },
];

function contents(rules: readonly Rule[]): string {
  const rows = SECTIONS.flatMap(({ tier }) => rulesOf(tier, rules)).map(
    ({ id, tier, question }) => `| [\`${id}\`](#${id}) | ${tier} | ${question} |`,
  );
  return ["| rule | highest tier | the question it answers |", "|---|---|---|", ...rows].join("\n");
}

function sectionOf({ tier, title, text }: Section, rules: readonly Rule[]): string {
  return [`## ${title}`, text, ...rulesOf(tier, rules).map(entryOf)].join("\n\n");
}

function rulesOf(tier: Tier, rules: readonly Rule[]): readonly Rule[] {
  return rules.filter((rule) => rule.tier === tier);
}

function entryOf(rule: Rule): string {
  return [
    `### ${rule.id}`,
    `**${rule.question}** ${sentence(rule.reason)}`,
    [
      `- Finds: ${rule.examples.found.map(code).join(" · ")}`,
      `- Leaves alone: ${rule.examples.left.map(code).join(" · ")}`,
      `- When it is in the way: ${rule.remedy}.`,
      `- Setting: ${settingOf(rule)}`,
      ...(rule.security
        ? ["- Security-critical: with text from outside, the review asks the prompt-injection checklist."]
        : []),
    ].join("\n"),
  ].join("\n\n");
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function settingOf({ id, fixed, tier }: Rule): string {
  if (fixed) return "none. It guards the gate itself, so no policy switches it off or lowers it.";
  if (BASE_RULES.some((rule) => rule.id === id) && tier === "format-safe") {
    return `\`tiers.rules: { ${id}: off }\` takes the proof away (such files are behavior-changing then); or \`behavior-changing\`, \`high-stakes\`.`;
  }
  if (id === "changes-source") {
    return `\`tiers.rules: { ${id}: high-stakes }\` raises it. \`off\` changes nothing: the default is never safe.`;
  }
  const others = (["behavior-changing", "high-stakes"] as const).filter((other) => other !== tier);
  return `\`tiers.rules: { ${id}: off }\`, or ${others.map((other) => `\`${other}\``).join(", ")}.`;
}

/** As code on one line; characters that nobody sees are written as escapes. */
function code(example: string): string {
  const visible = example.replace(/\n/g, " ⏎ ").replace(INVISIBLE, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
  return visible.includes("`") ? `\`\` ${visible} \`\`` : `\`${visible}\``;
}

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}]/gu;
