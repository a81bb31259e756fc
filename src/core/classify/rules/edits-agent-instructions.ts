// Instructions, permissions and tools of coding agents: they steer what is written next, by whoever runs the agent.
import { placeRule, placesOf } from "../rule.js";

export const editsAgentInstructions = placeRule({
  id: "edits-agent-instructions",
  question: "Does it edit what coding agents are told or allowed?",
  tier: "high-stakes",
  security: true,
  reason: "an agent's instructions and permissions steer every later change that an agent writes",
  remedy:
    "put it into a pull request of its own, or lower the rule in the policy: `rules: { edits-agent-instructions: behavior-changing }`",
  examples: {
    found: [
      "AGENTS.md",
      "packages/api/CLAUDE.md",
      "GEMINI.md",
      ".cursor/rules/style.mdc",
      ".github/copilot-instructions.md",
      ".github/instructions/tests.instructions.md",
      ".claude/settings.json",
      ".mcp.json",
      "skills/deploy/SKILL.md",
      ".junie/guidelines.md",
    ],
    left: ["docs/agents.md", "src/agents/runner.ts", "src/claude.ts", "docs/cursor.md", "README.md"],
  },
  placeName: (lower, written) => (isPageAboutAgents(written) ? null : placeName(lower)),
});

/** `docs/agents.md` is a page of a manual; `docs/AGENTS.md` instructs whoever works on the manual. */
function isPageAboutAgents(written: string): boolean {
  return (
    /^(?:[\w.-]+\/)*(?:docs?|documentation|website|site|content|blog)\/(?:[\w.-]+\/)*[a-z0-9_-]+\.md$/.test(written) &&
    !/\/skill\.md$/.test(written) &&
    !/(?:^|\/)\.[\w-]+\//.test(written)
  );
}

const placeName = placesOf([
  [
    /(?:^|\/)(?:agents?(?:\.override)?|claude(?:\.local)?|gemini|qwen|warp|crush|opencode|replit|junie|(?:llm|agent|ai|copilot)[-_](?:instructions|rules|guidelines))\.md$/,
    "instructions for coding agents",
  ],
  [
    /^(?:\.github\/)?(?:copilot|codex|cursor|amp|jules|devin|windsurf|cline|aider)\.md$/,
    "instructions for coding agents",
  ],
  [
    /(?:^|\/)\.(?:cursorrules|windsurfrules|clinerules|roorules|goosehints|continuerules|rules|augment-guidelines|cursorignore|cursorindexingignore|aiignore|aiexclude|geminiignore|codeiumignore|copilotignore|rooignore|roomodes|clineignore|aider[\w.-]*)$/,
    "instructions for coding agents",
  ],
  [
    /(?:^|\/)\.(?:claude|claude-plugin|codex|cursor|gemini|qwen|windsurf|cline|clinerules|roo|roorules[\w-]*|kilocode|continue|aider|augment|junie|goose|amp|agents?|opencode|crush|factory|openhands|amazonq|kiro|trae|tabnine|letta|jules|devin|serena|taskmaster|zed\/prompts|rulesync|ruler)\//,
    "instructions, permissions or tools of coding agents",
  ],
  [
    /(?:^|\/)\.github\/(?:copilot-instructions\.md|copilot[\w-]*\.ya?ml|(?:instructions|agents|prompts|chatmodes|skills|hooks|copilot|aw)\/.*|[\w.-]*\.(?:instructions|prompt|chatmode|agent)\.md)$/,
    "instructions for coding agents",
  ],
  [
    /(?:^|\/)\.?mcp\.json$|(?:^|\/)\.vscode\/mcp\.json$|(?:^|\/)mcp[-_]config\.json$|(?:^|\/)claude_desktop_config\.json$/,
    "tools that coding agents may call",
  ],
  [
    /(?:^|\/)skill\.md$|(?:^|\/)[^/]+\.(?:instructions|chatmode|agent|skill)\.md$|\.mdc$/,
    "instructions for coding agents",
  ],
  [/(?:^|\/)(?:opencode|crush|kilocode|\.opencode|\.crush)\.jsonc?$/, "permissions of coding agents"],
  [/(?:^|\/)llms(?:-full)?\.txt$/, "text that coding agents read"],
]);
