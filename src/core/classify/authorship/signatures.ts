// How coding agents sign their work, as data: one row per agent. Counted in the histories of 88 public repositories
// (1.2 million commits since 2024-01). Every mark can be forged or stripped: it is sufficient evidence, never necessary.
// Agents that also review, and bots that are no coding agents, are told apart in docs/authorship.md.

/** The row of one agent. Absent lists are empty. */
export interface AgentSignature {
  /** Stable short name. */
  readonly name: string;
  /** Numeric GitHub ids of accounts that write code: of the pull request's author, a pusher, or in a commit's address. */
  readonly ids?: readonly number[];
  /** Numeric ids of review bots: their co-authorship says that a person took over a suggested change. */
  readonly suggestionIds?: readonly number[];
  /** Logins of bots whose id is not known; with `[bot]`, which no person's login can hold. Lower case. */
  readonly logins?: readonly string[];
  /** Commit addresses, exact, lower case. */
  readonly emails?: readonly string[];
  /** Commit addresses by pattern (lower case), where each session has its own. */
  readonly emailPattern?: RegExp;
  /** Name and address together, where one alone may be a person's. Matched against `name <address>`, lower case. */
  readonly person?: RegExp;
  /** Trailer lines of a commit message or body, matched against `Name: value`. */
  readonly trailers?: readonly RegExp[];
  /** Marks in a pull request's body or a commit message: a line that starts so, or a link to a session. */
  readonly marks?: readonly RegExp[];
  /** Branch names that are enough by themselves. */
  readonly branches?: readonly RegExp[];
  /** Branch names that people use too: shown beside other evidence, not enough alone. */
  readonly vagueBranches?: readonly RegExp[];
}

export const AGENT_SIGNATURES: readonly AgentSignature[] = [
  {
    name: "copilot",
    // The coding agent; the command line, editor and app; chat.
    ids: [198982749, 223556219, 167198135],
    // Code review, Autofix of code scanning, code quality.
    suggestionIds: [175728472, 62310815, 223894421],
    logins: ["copilot-swe-agent[bot]", "github-advanced-security[bot]"],
    emails: ["copilot@github.com", "agent@github.copilot"],
    trailers: [/^Agent-Logs-Url: https:\/\/github\.com\/[^/\s]+\/[^/\s]+\/sessions\//i, /^Copilot-Session: \S/i],
    marks: [/https:\/\/github\.com\/[^/\s]+\/[^/\s]+\/sessions\/[0-9a-f]{8}-[0-9a-f-]{27}\b/],
    branches: [/^copilot\//],
    vagueBranches: [/^agents\//],
  },
  {
    name: "claude-code",
    ids: [209825114, 242468646, 215619710, 208546643, 297187938],
    logins: ["claude[bot]", "anthropic-code-agent[bot]", "lago-claude-ai-agent[bot]"],
    // The GitHub action commits as claude[bot] under the id of github-actions, so that id alone says nothing.
    emails: [
      "noreply@anthropic.com",
      "claude@anthropic.com",
      "noreply@conductor.build",
      "41898282+claude[bot]@users.noreply.github.com",
    ],
    trailers: [/^Claude-Session: \S/i, /^Claude-Code-Session(?:-Id)?: \S/i],
    marks: [
      /^\W{0,6}Generated (?:with|by) \[?Claude Code\b/im,
      /https:\/\/claude\.ai\/code\/session_\w/,
      /\(https:\/\/claude\.(?:ai\/code|com\/claude-code)\)\s*$/m,
    ],
    branches: [/^claude\//],
  },
  {
    name: "cursor",
    ids: [206951365, 201670782],
    logins: ["cursor[bot]", "cursoragent[bot]"],
    emails: ["cursoragent@cursor.com"],
    trailers: [/^Made-with: Cursor\b/i],
    marks: [/^\W{0,6}Made with \[Cursor\]\(https:\/\/cursor\.com/im],
    branches: [/^cursor\/.*-[0-9a-f]{4}$/],
    vagueBranches: [/^cursor\//],
  },
  {
    name: "codex",
    ids: [215057067, 199175422, 242516109],
    logins: ["openai-code-agent[bot]", "chatgpt-codex-connector[bot]"],
    emails: ["codex@openai.com", "noreply@openai.com"],
    person: /^codex(?: agent)? <(?:codex|codex-agent)@/,
    marks: [/https:\/\/chatgpt\.com\/codex\/tasks\/\w/],
    // Nearly all of its branches have no other mark.
    branches: [/^codex\//],
  },
  {
    name: "devin",
    ids: [158243242],
    logins: ["devin-ai-integration[bot]"],
    marks: [/https:\/\/app\.devin\.ai\/sessions\/\w/],
    // A person called Devin may name branches so too; the agent puts the Unix time first.
    branches: [/^devin\/\d{9,}-/],
    vagueBranches: [/^devin\//],
  },
  {
    name: "jules",
    ids: [161369871],
    logins: ["google-labs-jules[bot]"],
    marks: [/https:\/\/jules\.google\.com\/(?:task|session)s?\/\d/],
  },
  {
    name: "openhands",
    emails: ["openhands@all-hands.dev", "opendevin@all-hands.dev", "openhands@openhands.dev"],
    branches: [/^openhands-(?:fix-issue-\d|workspace-)/, /^openhands\//],
  },
  {
    name: "aider",
    emails: ["aider@aider.chat", "noreply@aider.dev", "noreply@aider.chat"],
    // A person's name and address with this ending; the address alone is the person.
    person: /\(aider\) </,
    branches: [/^aider\//],
  },
  {
    name: "amp",
    emails: ["amp@ampcode.com"],
    person: /^amp <amp@example\.com>$/,
    trailers: [/^Amp-Thread-ID: \S/i],
    marks: [/https:\/\/ampcode\.com\/threads\/T-\w/],
  },
  {
    name: "roo",
    ids: [219738659],
    logins: ["roomote[bot]", "roomote-v0[bot]"],
    emails: ["roomote@roocode.com"],
  },
  {
    name: "gemini",
    ids: [218312386],
    suggestionIds: [176961590],
    logins: ["gemini-cli[bot]"],
    emails: ["gemini-cli@google.com"],
    vagueBranches: [/^gemini\//],
  },
  {
    name: "crush",
    emails: ["crush@charm.land"],
    trailers: [/^Assisted-by: .*\bCrush\b/i],
    marks: [/^\W{0,6}Generated with Crush\b/im],
  },
  {
    name: "letta-code",
    ids: [300689746],
    logins: ["letta-integration[bot]"],
    emails: ["noreply@letta.com"],
    emailPattern: /^agent-[0-9a-f]{8}-[0-9a-f-]{27}@letta\.com$/,
    marks: [/^\W{0,6}Generated with \[Letta Code\]/im],
    vagueBranches: [/^(?:letta|overlord)\//],
  },
  {
    name: "sweep",
    ids: [131841235, 128439645],
    logins: ["sweep-nightly[bot]", "sweep-ai[bot]"],
    emails: ["324098+sweep-nightly@users.noreply.github.com"],
    branches: [/^sweep\//],
  },
  { name: "stilla", ids: [205051067], logins: ["stilla[bot]"], emails: ["stilla@stilla.ai"], branches: [/^stilla\//] },
  { name: "junie", ids: [201638009, 220155983], logins: ["jetbrains-junie[bot]"], emails: ["junie@jetbrains.com"] },
  { name: "kiro", ids: [244629292], logins: ["kiro-agent[bot]"] },
  {
    name: "qwen",
    logins: ["qwen.ai[bot]"],
    emails: ["qwenlm-intl@service.alibaba.com", "qwen-coder@alibabacloud.com"],
  },
  {
    name: "cline",
    ids: [205137888],
    logins: ["cline[bot]"],
    person: /^cline agent <cline-agent@/,
    vagueBranches: [/^cline\//],
  },
  { name: "detail", ids: [180357370], logins: ["detail-app[bot]"], vagueBranches: [/^detail\//] },
  { name: "seer", ids: [39604003], logins: ["sentry[bot]"], branches: [/^seer\//] },
  { name: "codeflash", ids: [148906541], logins: ["codeflash-ai[bot]"], branches: [/^codeflash\//] },
  { name: "mentat", ids: [160964065], logins: ["mentatbot[bot]"] },
  { name: "v0", logins: ["v0[bot]"], vagueBranches: [/^v0\//] },
  { name: "windsurf", emails: ["cascade@windsurf.ai"], vagueBranches: [/^windsurf\//] },
  { name: "openclaw", emailPattern: /@openclaw\.ai$/, person: /^clawdbot </ },
  { name: "factory-droid", ids: [138933559], logins: ["factory-droid[bot]"], vagueBranches: [/^factory\//] },
  { name: "mistral-vibe", emails: ["vibe@mistral.ai"] },
  { name: "terragon", logins: ["terragon-labs[bot]"], branches: [/^terragon\//] },
  {
    name: "opencode",
    emails: ["noreply@opencode.ai"],
    marks: [/^\W{0,6}Generated with \[?opencode\b/im],
    vagueBranches: [/^opencode\//],
  },
  { name: "sisyphus", emails: ["clio-agent@sisyphuslabs.ai"] },
  { name: "claude-flow", person: /^claude-flow <ruv@ruv\.net>$/ },
  { name: "craft", emails: ["agents-noreply@craft.do"] },
  { name: "warp", emails: ["agent@warp.dev"] },
  { name: "amazon-q", ids: [208079219], logins: ["amazon-q-developer[bot]"] },
  { name: "continue", ids: [230936708], logins: ["continue[bot]"] },
  { name: "cody", ids: [201248094], logins: ["sourcegraph-cody[bot]"] },
  { name: "replit", trailers: [/^Replit-Commit-Author: Agent\b/i, /^Replit-Commit-Session-Id: \S/i] },
  { name: "kilo", logins: ["kiloconnect[bot]"], vagueBranches: [/^kilo\//] },
  { name: "gastown", vagueBranches: [/^polecat\//] },
  { name: "ai-sdk-factory", logins: ["ai-sdk-factory[bot]", "ai-sdk-factory"] },
  { name: "pydanty", logins: ["pydanty[bot]"] },
  { name: "schickling-assistant", logins: ["schickling-assistant"] },
  { name: "zaniebot", logins: ["zaniebot"] },
  {
    // Trailers that name the tool in their value, whatever the tool.
    name: "unnamed-agent",
    trailers: [
      /^agent-(?:tool|model|session-id): \S/i,
      /^Entire-(?:Checkpoint|Session|Agent|Strategy)[\w-]*: \S/i,
      /^(?:Assisted|Generated|Authored)-by: (?=.*\b(?:claude|copilot|codex|cursor|gemini|gpt|chatgpt|llm|devin|aider|opencode|windsurf|qwen|deepseek|grok|cline)\b)/i,
      // The kernel's form: `Assisted-by: tool:model-version`, which no address follows.
      /^Assisted-by: [\w.-]+:[\w.-]+(?:\s+[^<]*)?$/i,
    ],
  },
];
