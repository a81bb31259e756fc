// What an agent is told, and what its tools may do without asking, where that stands in code, settings or scripts. The
// files in which agents are configured have a rule of their own.
import { areaRule } from "../rule.js";

export const changesAgentPermissions = areaRule({
  id: "changes-agent-permissions",
  question: "Does it change what an agent is told, or what its tools may do without asking?",
  tier: "high-stakes",
  security: true,
  reason: "an agent that asks for less reaches more, and nobody is there to say no",
  remedy: "put the permission into a pull request of its own, and say which tool needs it",
  examples: {
    found: [
      'permissionMode: "bypassPermissions",',
      'args.push("--dangerously-skip-permissions")',
      "git commit --no-verify -m wip",
      'copy(".claude", target)',
    ],
    left: ["const permissive = true", "const mode = 'dark'", "verify(input)"],
  },
  area: null,
  patterns: [
    {
      pattern:
        /\bbypass_?permissions\b|dangerously[-_]?(?:skip|allow|bypass)[-_]?\w+|\b\w*permission_?mode\w*|\baccept_?edits\b|\b(?:dis)?allowed_?tools\b|\bauto_?approv(?:e|al|ed)\w*|\ballow_?all_?tools\b|\bapproval_?policy\b|\bsandbox_?mode\b|--(?:yolo|full-auto|allow-all-tools|allow-all-paths|no-sandbox|trust-all-tools)\b|["'`](?:Bash|Read|Write|Edit|WebFetch)\([^"'`]{0,80}\)["'`]|\b(?:requires?|needs?|skip)_?(?:user_?)?(?:approval|confirmation)\b/i,
      keywords:
        "bypass dangerously permission accept_edits acceptedits allowed_tools allowedtools auto_approv autoapprov allow_all allowall allow-all approval_policy approvalpolicy sandbox --yolo --full-auto trust-all bash( read( write( edit( webfetch( approval confirmation".split(
          " ",
        ),
      reason: "changes what an agent may do without asking",
    },
    {
      pattern: /\bgit\b.{0,80}--no-verify\b|\bHUSKY\s*=\s*0\b|\bcore\.hooksPath\b/,
      keywords: ["--no-verify", "HUSKY", "hooksPath"],
      reason: "goes around the hooks of the repository",
    },
    {
      pattern:
        /["'`/](?:\.claude|\.codex|\.cursor|\.gemini|\.mcp\.json|\.cursorrules|CLAUDE\.md|AGENTS\.md|GEMINI\.md|copilot-instructions\.md)(?=["'`/])/,
      keywords: ".claude .codex .cursor .gemini .mcp.json CLAUDE.md AGENTS.md GEMINI.md copilot-instructions".split(
        " ",
      ),
      reason: "reads or writes what agents are told",
      files: /\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|kts?|cs|php|sh|bash|ps1)$/,
    },
  ],
});
