import { describe, expect, it } from "@jest/globals";
import type { z } from "zod";
import { findAgent } from "../../../src/core/classify/authorship.js";
import type { Account, Change, Commit, GitPerson } from "../../../src/core/facts/facts.js";
import type { Agent } from "../../../src/core/facts/finding.js";
import type { Policy } from "../../../src/core/policy/schema.js";
import { aChange, aCommit, anAccount, aPolicy } from "../../support/build.js";
import type { Override } from "../../support/merge.js";

const JANE: GitPerson = { name: "Jane Doe", email: "jane@example.org", account: null };
const person = (text: string, account: Account | null = null): GitPerson => {
  const [, name = "", email = ""] = /^(.*) <(.*)>$/.exec(text) ?? [];
  return { name, email, account };
};
const byJane = (override: Override<Commit> = {}) =>
  aCommit({ author: JANE, committer: JANE, message: "Count quantities", coAuthors: [], ...override });

/** A change by Jane alone, but for the override. */
function found(
  override: Override<Change>,
  policy: z.input<typeof Policy> = {},
  seen: Agent | null = null,
): Agent | null {
  const plain = {
    commits: [byJane()],
    branch: "count-quantities",
    title: "Count quantities",
    body: "",
    author: anAccount({ login: "jane" }),
    requesters: [],
    pushers: [],
  };
  return findAgent(aChange({ ...plain, ...override }), aPolicy(policy), seen);
}

describe("commit authors", () => {
  it.each([
    ["copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>", "copilot"],
    ["Jian Wu <223556219+Copilot@users.noreply.github.com>", "copilot"],
    ["GitHub Copilot <copilot@github.com>", "copilot"],
    ["Copilot Agent <agent@github.copilot>", "copilot"],
    ["Claude <noreply@anthropic.com>", "claude-code"],
    ["Claude Opus 4.6 <noreply@anthropic.com>", "claude-code"],
    ["Claude <claude@anthropic.com>", "claude-code"],
    ["Claude (via Conductor) <noreply@conductor.build>", "claude-code"],
    ["claude[bot] <209825114+claude[bot]@users.noreply.github.com>", "claude-code"],
    ["claude[bot] <41898282+claude[bot]@users.noreply.github.com>", "claude-code"],
    ["anthropic-code-agent[bot] <242468646+Claude@users.noreply.github.com>", "claude-code"],
    ["Cursor Agent <cursoragent@cursor.com>", "cursor"],
    ["cursor[bot] <206951365+cursor[bot]@users.noreply.github.com>", "cursor"],
    ["Codex <codex@openai.com>", "codex"],
    ["Codex Agent <codex-agent@example.com>", "codex"],
    ["Codex <noreply@openai.com>", "codex"],
    ["Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com>", "devin"],
    ["google-labs-jules[bot] <161369871+google-labs-jules[bot]@users.noreply.github.com>", "jules"],
    ["openhands <openhands@all-hands.dev>", "openhands"],
    ["OpenDevin <opendevin@all-hands.dev>", "openhands"],
    ["Paul Gauthier (aider) <aider@paulg.org>", "aider"],
    ["Jane Doe (aider) <jane@example.org>", "aider"],
    ["Amp <amp@example.com>", "amp"],
    ["Roo Code <roomote@roocode.com>", "roo"],
    ["roomote-v0[bot] <219738659+roomote-v0[bot]@users.noreply.github.com>", "roo"],
    ["gemini-cli[bot] <gemini-cli[bot]@users.noreply.github.com>", "gemini"],
    ["Gemini CLI <gemini-cli@google.com>", "gemini"],
    ["Letta Integration <300689746+letta-integration[bot]@users.noreply.github.com>", "letta-code"],
    ["Devin <agent-0a1b2c3d-0000-4000-8000-000000000000@letta.com>", "letta-code"],
    ["sweep-nightly[bot] <131841235+sweep-nightly[bot]@users.noreply.github.com>", "sweep"],
    ["sweep-nightly <324098+sweep-nightly@users.noreply.github.com>", "sweep"],
    ["Stilla <stilla@stilla.ai>", "stilla"],
    ["Junie <junie@jetbrains.com>", "junie"],
    ["Kiro Agent <244629292+kiro-agent@users.noreply.github.com>", "kiro"],
    ["qwen.ai[bot] <qwenlm-intl@service.alibaba.com>", "qwen"],
    ["Cline Agent <cline-agent@example.org>", "cline"],
    ["detail-app[bot] <180357370+detail-app[bot]@users.noreply.github.com>", "detail"],
    ["sentry[bot] <39604003+sentry[bot]@users.noreply.github.com>", "seer"],
    ["codeflash-ai[bot] <148906541+codeflash-ai[bot]@users.noreply.github.com>", "codeflash"],
    ["MentatBot <160964065+MentatBot@users.noreply.github.com>", "mentat"],
    ["v0 <v0[bot]@users.noreply.github.com>", "v0"],
    ["Cascade <cascade@windsurf.ai>", "windsurf"],
    ["Clawdbot <bot@example.org>", "openclaw"],
    ["Claw <claw@openclaw.ai>", "openclaw"],
    ["pydanty[bot] <pydanty[bot]@users.noreply.github.com>", "pydanty"],
  ])("%s is %s", (author, name) => {
    const agent = found({ commits: [byJane({ author: person(author) })] });

    expect(agent?.name).toBe(name);
    expect(agent?.evidence[0]).toMatchObject({ kind: "author", text: author });
  });

  it("are told by the numeric id of their account, whatever name they bear", () => {
    const account = anAccount({ id: 198982749, login: "renamed", type: "Bot" });

    expect(found({ commits: [byJane({ author: person("Someone <x@example.org>", account) })] })).toMatchObject({
      name: "copilot",
      evidence: [{ strength: "certain" }],
    });
  });

  it("count as committers too", () => {
    const agent = found({ commits: [byJane({ committer: person("Jane Doe (aider) <jane@example.org>") })] });

    expect(agent).toMatchObject({ name: "aider", operator: ["Jane Doe", "jane"] });
  });
});

describe("trailers and marks of a commit", () => {
  it.each([
    ["Co-authored-by: copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>", "copilot"],
    ["Co-authored-by: Copilot App <223556219+Copilot@users.noreply.github.com>", "copilot"],
    ["Co-Authored-By: Claude Opus 4.6 (1M context) <noreply@anthropic.com>", "claude-code"],
    ["co-authored-by: Cursor <cursoragent@cursor.com>", "cursor"],
    ["Co-authored-by: Codex <noreply@openai.com>", "codex"],
    ["Co-authored-by: aider (gpt-5) <aider@aider.chat>", "aider"],
    ["Co-authored-by: aider (x) <noreply@aider.dev>", "aider"],
    ["Co-authored-by: Amp <amp@ampcode.com>", "amp"],
    ["Co-authored-by: openhands <openhands@all-hands.dev>", "openhands"],
    ["Co-Authored-By: Charm Crush <crush@charm.land>", "crush"],
    ["Co-authored-by: Letta Code <noreply@letta.com>", "letta-code"],
    ["Co-authored-by: factory-droid[bot] <138933559+factory-droid[bot]@users.noreply.github.com>", "factory-droid"],
    ["Co-authored-by: Mistral Vibe <vibe@mistral.ai>", "mistral-vibe"],
    ["Co-authored-by: terragon-labs[bot] <terragon-labs[bot]@users.noreply.github.com>", "terragon"],
    ["Co-authored-by: opencode <noreply@opencode.ai>", "opencode"],
    ["Co-authored-by: Sisyphus <clio-agent@sisyphuslabs.ai>", "sisyphus"],
    ["Co-authored-by: claude-flow <ruv@ruv.net>", "claude-flow"],
    ["Co-authored-by: Craft Agent <agents-noreply@craft.do>", "craft"],
    ["Co-authored-by: Qwen-Coder <qwen-coder@alibabacloud.com>", "qwen"],
    ["Co-authored-by: Warp <agent@warp.dev>", "warp"],
    ["Agent-Logs-Url: https://github.com/acme/shop/sessions/1", "copilot"],
    ["Copilot-Session: 1", "copilot"],
    ["Claude-Session: https://claude.ai/code/session_1", "claude-code"],
    ["Made-with: Cursor", "cursor"],
    ["Amp-Thread-ID: https://ampcode.com/threads/T-1", "amp"],
    ["Assisted-by: Crush:gpt-5", "crush"],
    ["Assisted-by: GPT-5 via Crush <crush@charm.land>", "crush"],
    ["Assisted-by: Claude:claude-opus-4", "unnamed-agent"],
    ["agent-tool: some-tool", "unnamed-agent"],
    ["agent-session-id: 1", "unnamed-agent"],
    ["🤖 Generated with [Claude Code](https://claude.com/claude-code)", "claude-code"],
    ["Generated with [Claude Code](https://claude.ai/code)", "claude-code"],
    ["https://claude.ai/code/session_01abc", "claude-code"],
    ["Made with [Cursor](https://cursor.com)", "cursor"],
    ["https://chatgpt.com/codex/tasks/task_1", "codex"],
    ["https://app.devin.ai/sessions/1", "devin"],
    ["https://ampcode.com/threads/T-0a1b", "amp"],
    ["💘 Generated with Crush", "crush"],
    ["👾 Generated with [Letta Code](https://letta.com)", "letta-code"],
    ["🤖 Generated with opencode", "opencode"],
  ])("%s is %s", (line, name) => {
    expect(found({ commits: [byJane({ message: `Count quantities\n\n${line}\n` })] })?.name).toBe(name);
    expect(found({ body: `Counts quantities.\r\n\r\n${line}\r\n` })?.name).toBe(name);
  });

  it("are found in the middle of a squashed message", () => {
    const message =
      "Count (#7)\n\n* one\n\n  Co-authored-by: Claude <noreply@anthropic.com>\n\n* two\n\nSigned-off-by: Jane <jane@example.org>";

    expect(found({ commits: [byJane({ message })] })?.name).toBe("claude-code");
  });
});

describe("suggestions that a person accepted", () => {
  it.each([
    ["Copilot <175728472+Copilot@users.noreply.github.com>", "copilot"],
    ["Copilot Autofix powered by AI <62310815+github-advanced-security[bot]@users.noreply.github.com>", "copilot"],
    ["Copilot Autofix powered by AI <223894421+github-code-quality[bot]@users.noreply.github.com>", "copilot"],
    ["gemini-code-assist[bot] <176961590+gemini-code-assist[bot]@users.noreply.github.com>", "gemini"],
  ])("%s counts, and is called weak", (text, name) => {
    expect(found({ commits: [byJane({ coAuthors: [person(text)] })] })).toMatchObject({
      name,
      evidence: [{ kind: "co-author", strength: "weak" }],
    });
  });
});

describe("accounts", () => {
  it.each([
    ["the author", { author: anAccount({ id: 198982749, login: "Copilot", type: "Bot" }) }, "pull-author"],
    [
      "a pusher",
      { pushers: [anAccount({ id: 158243242, login: "devin-ai-integration[bot]", type: "Bot" })] },
      "pusher",
    ],
  ])("of %s are certain evidence", (_name, override, kind) => {
    expect(found(override)?.evidence).toMatchObject([{ kind, strength: "certain" }]);
  });

  it("of a person with an agent's name are no evidence", () => {
    expect(found({ author: anAccount({ id: 77, login: "Copilot", type: "User" }) })).toBeNull();
  });
});

describe("branches", () => {
  it.each([
    ["copilot/fix-41", "copilot"],
    ["claude/issue-41-20260101", "claude-code"],
    ["cursor/count-quantities-7eea", "cursor"],
    ["codex/count-quantities", "codex"],
    ["devin/1741119397-count", "devin"],
    ["openhands-fix-issue-41", "openhands"],
    ["sweep/count", "sweep"],
    ["stilla/count", "stilla"],
    ["terragon/count", "terragon"],
  ])("%s is enough by itself", (branch, name) => {
    expect(found({ branch })).toMatchObject({ name, evidence: [{ kind: "branch", strength: "strong" }] });
  });

  it.each([
    "claudio/fix-upload",
    "charlie/count",
    "fix/count",
    "feature/codex",
    "devin/my-branch",
    "cursor/blink-rate",
    "bot/update",
    "agents/tidy",
    "v0/draft",
    "Claude",
    "main",
  ])("%s is not", (branch) => {
    expect(found({ branch })).toBeNull();
  });
});

describe("who must not be taken for a coding agent", () => {
  it.each([
    "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>",
    "renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>",
    "Renovate Bot <renovate@whitesourcesoftware.com>",
    "snyk-bot <snyk-bot@snyk.io>",
    "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>",
    "github-actions <github-actions@github.com>",
    "GitHub <noreply@github.com>",
    "semantic-release-bot <semantic-release-bot@martynus.net>",
    "mergify[bot] <37929162+mergify[bot]@users.noreply.github.com>",
    "autofix-ci[bot] <114827586+autofix-ci[bot]@users.noreply.github.com>",
    "pre-commit-ci[bot] <66853113+pre-commit-ci[bot]@users.noreply.github.com>",
    "gemini-cli-robot <gemini-cli-robot@google.com>",
    "git-ai <git-ai@local>",
    "vercel[bot] <35613825+vercel[bot]@users.noreply.github.com>",
    "coderabbitai[bot] <136622811+coderabbitai[bot]@users.noreply.github.com>",
    "Claude Ayitey <claude@ayitey.me>",
    "Claudio Fuentes <imclaudfuen@gmail.com>",
    "Charlie Marsh <charlie.r.marsh@gmail.com>",
    "Devin Oldenburg <devin@example.org>",
    "Jules Mons <jules@example.org>",
    "Cody Oss <cody@example.org>",
    "Dev Randalpura <devrandalpura@google.com>",
    "Bryant Chandler <brychanrobot@users.noreply.github.com>",
    "dizzydroid <dizzydroid@users.noreply.github.com>",
    "Paul Gauthier <aider@paulg.org>",
    "Ashwin Bhat <ashwin@anthropic.com>",
    "Kazuhiro Sera <seratch@openai.com>",
    "Jane <jane@letta.com>",
    "Jane <jane@cline.bot>",
    "Jane <jane@sweep.dev>",
    "Copilot <copilot@example.org>",
    "Rosa <agent-smith@letta.com>",
    "x <1234+Copilot@users.noreply.github.com>",
  ])("%s", (text) => {
    const named = person(text);

    expect(
      found({
        commits: [
          byJane({ author: named, committer: named, coAuthors: [named], message: `x\n\nCo-authored-by: ${text}` }),
        ],
      }),
    ).toBeNull();
  });

  it.each([
    "Add Claude, Copilot, Codex and Gemini to the list of models",
    "Change the cursor when a row is dragged",
    "Move openhands/agent.py",
    "<sup>Reviewed by [Cursor Bugbot](https://cursor.com/bugbot) for commit 1.</sup>",
    "## Summary by CodeRabbit",
    "We compared it with Claude Code (https://claude.ai/code) and liked it",
    "See https://github.com/acme/shop/sessions",
    "Assisted-by: Robin Doe <robin@example.org>",
    "Reviewed-by: Claude Ayitey <claude@ayitey.me>",
    "Generated by the schema compiler",
  ])("the text %j", (text) => {
    expect(found({ body: text, title: text, commits: [byJane({ message: text })] })).toBeNull();
  });
});

describe("the statement in the body", () => {
  it("declares an agent and its operator", () => {
    const body = "```countersign\nagent: House Bot\noperator: robin\nintent: Count.\n```";

    expect(found({ body })).toMatchObject({
      name: "house-bot",
      evidence: [{ kind: "declared" }],
      operator: expect.arrayContaining(["robin"]),
    });
  });

  it("without an agent declares nothing", () => {
    expect(found({ body: "```countersign\nintent: Count.\n```" })).toBeNull();
  });
});

describe("the operator", () => {
  it("is the person whose account the agent works under, and who commits with it", () => {
    const commits = [
      byJane({ coAuthors: [person("Claude <noreply@anthropic.com>"), person("Sam <5+sam@users.noreply.github.com>")] }),
    ];

    expect(found({ commits })?.operator).toEqual(["Jane Doe", "jane", "sam"]);
  });

  it("is the co-author of an agent's own commit", () => {
    const commits = [
      byJane({
        author: person("Copilot <198982749+Copilot@users.noreply.github.com>"),
        committer: person("GitHub <noreply@github.com>"),
        coAuthors: [person("Alice <101+alice@users.noreply.github.com>")],
      }),
    ];

    expect(found({ author: anAccount({ id: 198982749, login: "Copilot", type: "Bot" }), commits })?.operator).toEqual([
      "alice",
    ]);
  });

  it("is never a bot, the web flow or the agent", () => {
    const commits = [
      aCommit({ coAuthors: [person("dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>")] }),
    ];

    expect(found({ author: null, commits })?.operator).toEqual([]);
  });

  const COPILOT = anAccount({ id: 198982749, login: "Copilot", type: "Bot" });
  const HOUSE = anAccount({ id: 4711, login: "acme-codegen[bot]", type: "Bot" });
  const NO_PERSON = { commits: [], branch: "copilot/count" };

  it("is who is assigned to a bot's pull request, or assigned the bot", () => {
    const requesters = [anAccount({ login: "alice" }), anAccount({ login: "web-flow", id: 19864447 }), COPILOT];

    expect(found({ ...NO_PERSON, author: COPILOT, requesters })?.operator).toEqual(["alice"]);
    expect(found({ ...NO_PERSON, author: HOUSE, requesters })?.operator).toEqual(["alice"]);
    expect(found({ ...NO_PERSON, author: anAccount({ login: "jane" }), requesters })?.operator).toEqual(["jane"]);
  });

  it.each<[string, Account, GitPerson | string]>([
    ["its own address", COPILOT, person("Copilot <198982749+Copilot@users.noreply.github.com>")],
    ["its own address without a number", COPILOT, person("C <Copilot@users.noreply.github.com>")],
    ["its address on a server of one's own", COPILOT, person("C <198982749+Copilot@users.noreply.ghe.acme.io>")],
    ["the address of an agent that nobody knows", HOUSE, person("A <4711+acme-codegen@users.noreply.github.com>")],
    ["its number alone", HOUSE, person("A <4711+renamed@users.noreply.github.com>")],
    ["its account", HOUSE, person("A <a@acme.io>", HOUSE)],
    ["its name", HOUSE, person("acme-codegen <a@acme.io>")],
    ["its address, declared", COPILOT, "198982749+Copilot@users.noreply.github.com"],
    ["itself, declared", HOUSE, "acme-codegen"],
    ["another bot, declared", HOUSE, "renovate[bot]"],
  ])("is never the program by %s", (_, author, given) => {
    const stated =
      typeof given === "string" ? { body: `\`\`\`countersign\noperator: ${given}\nintent: x\n\`\`\`\n` } : {};
    const commits = typeof given === "string" ? [] : [aCommit({ author: given, committer: given, coAuthors: [] })];

    expect(found({ ...NO_PERSON, ...stated, author, commits })?.operator).toEqual([]);
  });

  it("is never a house agent that works in an account like a person's", () => {
    const policy = { agents: [{ name: "house", logins: ["acme-dev"] }] };

    expect(found({ ...NO_PERSON, author: anAccount({ login: "acme-dev", id: 9 }) }, policy)?.operator).toEqual([]);
  });

  it("leaves out people whose commits carry no mark", () => {
    const commits = [byJane(), aCommit({ author: person("Cursor Agent <cursoragent@cursor.com>") })];

    expect(found({ author: null, commits })?.operator).toEqual([]);
  });

  it("takes everyone when only the branch tells", () => {
    expect(found({ branch: "codex/count", author: null })?.operator).toEqual(["Jane Doe"]);
  });
});

describe("an agent that was seen before", () => {
  const seen: Agent = {
    name: "codex",
    evidence: [{ kind: "branch", text: "codex/x", strength: "strong" }],
    operator: ["sam"],
  };

  it("stays, although no mark is left", () => {
    expect(found({}, {}, seen)).toEqual({
      name: "codex",
      evidence: [{ kind: "recorded", text: "codex", strength: "certain" }],
      operator: ["Jane Doe", "jane", "sam"],
    });
  });

  it("gives way to a present mark and leaves its operator", () => {
    const agent = found({ branch: "copilot/x" }, {}, seen);

    expect(agent).toMatchObject({ name: "copilot", operator: expect.arrayContaining(["sam"]) });
    expect(found({ branch: "copilot/x" }, {}, agent)).toEqual(agent);
  });
});

describe("the policy's own agents", () => {
  const policy = (signature: object) => ({ agents: [{ name: "acme-codegen", ...signature }] });

  it.each<[string, object, Override<Change>]>([
    [
      "login",
      { logins: ["acme-codegen[bot]"] },
      { author: anAccount({ id: 9, login: "Acme-Codegen[bot]", type: "Bot" }) },
    ],
    [
      "login in an address",
      { logins: ["acme-codegen[bot]"] },
      { commits: [byJane({ author: person("x <9+acme-codegen[bot]@users.noreply.github.com>") })] },
    ],
    ["id", { ids: [9] }, { pushers: [anAccount({ id: 9, login: "x" })] }],
    [
      "email",
      { emails: ["codegen@acme.example"] },
      { commits: [byJane({ coAuthors: [person("x <Codegen@acme.example>")] })] },
    ],
    ["branch", { branches: ["codegen/**"] }, { branch: "codegen/a/b" }],
    [
      "trailer",
      { trailers: ["Generated-by: acme *"] },
      { commits: [byJane({ message: "x\n\nGenerated-by: acme codegen/1.0" })] },
    ],
  ])("are found by %s", (_name, signature, override) => {
    expect(found(override, policy(signature))?.name).toBe("acme-codegen");
    expect(found({}, policy(signature))).toBeNull();
  });
});

describe("hostile texts", () => {
  it("are read in bounded time and cut", () => {
    const body = `${"[".repeat(65_536)}\nCo-authored-by: ${"x".repeat(900)} <noreply@anthropic.com>`;
    const agent = found({
      body: `Made-with: Cursor ${"y".repeat(500)}\n${body}`,
      commits: [byJane({ message: "\u0000".repeat(100_000) })],
    });

    expect(agent?.evidence.map(({ kind }) => kind)).toEqual(["trailer", "co-author"]);
    expect(agent?.evidence.every(({ text }) => [...text].length <= 200)).toBe(true);
  });

  it("give no more evidence than people read", () => {
    const commits = Array.from({ length: 250 }, (_, at) =>
      byJane({ coAuthors: [person(`Claude ${at} <noreply@anthropic.com>`)] }),
    );

    expect(found({ commits })?.evidence).toHaveLength(20);
  });
});
