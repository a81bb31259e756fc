import fc from "fast-check";
import type { Comment } from "../../../src/core/facts/facts.js";
import { unavailable } from "../../../src/core/facts/source.js";
import { COMMANDS } from "../../../src/core/judge/commands/index.js";
import {
  aClassification,
  anAccount,
  anAgentAccount,
  aPerson,
  aRecords,
  fakeHash,
  people,
} from "../../support/build.js";
import { aBareForm, aForm, at, aWorld, judge, OTHER_ANSWERS, reviewed, said } from "../comments/forms.js";
import { revealedBy, sealedBy } from "../reviews/panels.js";

const CLOSED = { ...aWorld({}).facts.pull, state: "closed" as const };

describe("/countersign start", () => {
  it("opens a session and answers with the form and the earliest time", () => {
    const { records, replies, reactions } = judge({ comments: [said("robin", "10:00", "/countersign start")] });

    expect(records.sessions).toEqual([
      expect.objectContaining({
        key: { kind: "comment", id: 10000 },
        startedAt: at("10:00"),
        expiresAt: "2026-03-03T10:00:00Z",
        state: "open",
      }),
    ]);
    expect(replies.get(10000)).toContain("not before 2026-03-02 10:01:30 UTC (1 minute 30 seconds from the start)");
    expect(replies.get(10000)).toContain("/countersign approve\n\n### Intent");
    expect(reactions.get(10000)).toBe("+1");
  });

  it("answers with a form that is refused as it stands", () => {
    const { replies } = judge({ comments: [said("robin", "10:00", "/countersign start")] });
    const form = replies.get(10000)?.split("~~~markdown\n")[1]?.split("\n~~~")[0] ?? "";
    const after = judge({ comments: [said("robin", "10:00", "/countersign start"), said("robin", "10:05", form)] });

    expect(after.records.submissions).toEqual([]);
    expect(after.replies.get(10005)?.match(/the form's own text/g)).toHaveLength(4);
  });

  it("a second time begins the session anew and says so", () => {
    const { records, replies } = judge({
      comments: [said("robin", "10:00", "/countersign start"), said("Robin", "10:30", "/countersign start")],
    });

    expect(records.sessions.map(({ state }) => state)).toEqual(["superseded", "open"]);
    expect(replies.get(10030)).toContain("Your session begins again");
  });

  it("after a push begins a new session without calling it a repetition", () => {
    const first = judge({ comments: [said("robin", "10:00", "/countersign start")] });
    const { records, replies } = judge({
      comments: [said("robin", "10:00", "/countersign start"), said("robin", "10:30", "/countersign start")],
      records: first.records,
      input: { fingerprint: fakeHash("pushed") },
    });

    expect(records.sessions.map(({ state }) => state)).toEqual(["superseded", "open"]);
    expect(replies.get(10030)).toContain("Your review session is open");
  });

  it.each([
    ["the operator", "alice", "set the agent to work"],
    ["somebody with read only", "reader", "needs write permission"],
  ])("is refused at once to %s", (_, login, reason) => {
    const facts = { people: people(aPerson("alice"), aPerson("reader", "read")) };
    const { records, replies } = judge({ comments: [said(login, "10:00", "/countersign start")], facts });

    expect(records.sessions).toEqual([]);
    expect(replies.get(10000)).toContain(reason);
    expect(replies.get(10000)).toMatch(/ask such a person to comment `\/countersign start`/);
  });

  it.each([
    ["format-safe", { tier: "format-safe" as const }],
    ["not by an agent", { agent: null }],
  ])("needs no session for a change that is %s", (_, classification) => {
    const input = { classification: aClassification(classification) };
    const { records, replies, reactions } = judge({ comments: [said("robin", "10:00", "/countersign start")], input });

    expect(records.sessions).toEqual([]);
    expect(replies.get(10000)).toContain("needs no structured review");
    expect(reactions.get(10000)).toBe("+1");
  });
});

describe("/countersign waive", () => {
  const WAIVE = "/countersign waive dependencies_verified:left-pad We mirror it in our own registry.";

  it("is recorded for this change", () => {
    const { records, replies, outcomes } = judge({ comments: [said("maya", "10:00", WAIVE)] });

    expect(records.waivers).toMatchObject([
      { requirement: "dependencies_verified", subject: "left-pad", at: at("10:00"), by: { login: "maya" } },
    ]);
    expect(replies.get(10000)).toContain("`dependencies_verified` for `left-pad` is waived");
    expect(JSON.stringify(outcomes.events)).not.toContain("mirror");
  });

  it.each(["robin", "alice"])("is refused to %s", (login) => {
    expect(judge({ comments: [said(login, "10:00", WAIVE)] }).records.waivers).toEqual([]);
  });

  it("is refused with every fault at once", () => {
    const { replies } = judge({ comments: [said("robin", "10:00", "/countersign waive agreement ok")] });
    const reply = replies.get(10000) ?? "";

    expect(reply).toContain("needs maintain permission");
    expect(reply).toContain("reviews are the point of this gate");
    expect(reply).toContain("at least 15 characters");
  });

  it("is refused to an admin who set the agent to work", () => {
    const facts = { people: people(aPerson("alice", "admin")) };
    const { records, replies } = judge({ comments: [said("alice", "10:00", WAIVE)], facts });

    expect(records.waivers).toEqual([]);
    expect(replies.get(10000)).toContain("set the agent to work");
  });

  it("names every lack of standing in one sentence, and whom to ask", () => {
    const { replies } = judge({ comments: [said("alice", "10:00", WAIVE)] });
    const reply = replies.get(10000) ?? "";

    expect(reply).toContain("has write, and set the agent to work.");
    expect(reply.match(/has to come from/g)).toHaveLength(1);
    expect(reply).toContain("Please ask somebody with maintain or admin permission");
  });
});

describe("/countersign override", () => {
  const OVERRIDE = "/countersign override Checkout is down <!-- @acme/all -->";

  it("is recorded for this head, answered loudly, and opens an issue", () => {
    const { records, replies, outcomes } = judge({ comments: [said("ada", "10:00", OVERRIDE)] });
    const [issue] = outcomes.issues;

    expect(records.overrides).toMatchObject([{ headSha: aWorld({}).facts.pull.headSha, by: { login: "ada" } }]);
    expect(replies.get(10000)).toContain("The gate is overridden");
    expect(issue?.marker).toBe(`<!-- countersign:override:4242#7:${aWorld({}).facts.pull.headSha} -->`);
    expect(issue?.body).toContain(`${issue?.marker}\n`);
    expect(issue?.body).toContain("```text\nCheckout is down <!-- @acme/all -->\n```");
  });

  it("asks for one issue however often one head is overridden", () => {
    const { outcomes } = judge({ comments: [said("ada", "10:00", OVERRIDE), said("ada", "10:05", OVERRIDE)] });

    expect(outcomes.issues).toHaveLength(1);
  });

  it.each([
    ["maya", OVERRIDE, "needs admin permission"],
    ["ada", "/countersign override", "received none"],
    ["ada", "/countersign override lgtm lgtm lgtm lgtm", "words that give none"],
  ])("is refused: %s says %s", (login, body, reason) => {
    const { records, replies, outcomes } = judge({ comments: [said(login, "10:00", body)] });

    expect(records.overrides).toEqual([]);
    expect(outcomes.issues).toEqual([]);
    expect(replies.get(10000)).toContain(reason);
  });
});

describe("commands that ask", () => {
  it("recheck is taken without words", () => {
    const { replies, reactions } = judge({ comments: [said("robin", "10:00", "/countersign recheck")] });

    expect(replies.size).toBe(0);
    expect(reactions.get(10000)).toBe("+1");
  });

  it("help names every verb", () => {
    const { replies } = judge({ comments: [said("robin", "10:00", "/countersign help")] });

    for (const { verb } of COMMANDS) expect(replies.get(10000)).toContain(`/countersign ${verb}`);
  });

  it("status shows the tier, the reviews that count and those that do not", () => {
    const { replies } = judge({
      comments: [
        said("robin", "10:00", "/countersign start"),
        said("robin", "10:05", aForm()),
        said("sam", "10:06", "/countersign start"),
        said("reader", "10:10", "/countersign status"),
      ],
      reviews: [reviewed("maya", "10:07")],
      facts: { people: people(aPerson("robin"), aPerson("sam"), aPerson("reader", "read")) },
    });
    const reply = replies.get(10010) ?? "";

    expect(reply).toContain("Behavior-changing");
    expect(reply).toContain("lines to read: 3");
    expect(reply).toContain("approved by `robin`");
    expect(reply).toContain("not counted: `maya` approved without the structured form");
    expect(reply).toContain("open session: `sam`");
  });

  it("status tells on high-stakes who sits on the panel and who cannot", () => {
    const input = { classification: aClassification({ tier: "high-stakes" }) };
    const { replies } = judge({
      comments: [said("robin", "10:10", "/countersign status")],
      reviews: [reviewed("maya", "10:07")],
      input,
    });

    expect(replies.get(10010)).toContain("blind reviews still needed: 2");
    expect(replies.get(10010)).toContain("not counted: `maya` gave a verdict on this version with");
  });

  it("status tells what each of a revealed panel found, and of one under way only who sealed", () => {
    const ask = [said("ada", "12:00", "/countersign status")];
    const statusOf = (sealed: Parameters<typeof aRecords>[0]) =>
      judge({
        comments: ask,
        records: aRecords(sealed),
        input: { classification: aClassification({ tier: "high-stakes" }) },
      }).replies.get(10200);

    const revealed = statusOf({
      sealed: [revealedBy("robin", "approve", "10:10"), revealedBy("sam", "reject", "10:20")],
    });
    expect(revealed).toContain("blind review: `robin`, approved");
    expect(revealed).toContain("blind review: `sam`, refused");
    const underWay = statusOf({ sealed: [sealedBy("robin", "10:10")] });
    expect(underWay).toContain("blind review: `robin`, sealed");
    expect(underWay).toContain("blind reviews still needed: 1");
  });

  it("answer on a closed pull request too, while everything else is refused there", () => {
    const comments = [
      said("robin", "10:00", "/countersign help"),
      said("robin", "10:01", "/countersign start"),
      said("ada", "10:02", "/countersign override checkout is down"),
    ];
    const { replies, records } = judge({ comments, facts: { pull: CLOSED } });

    expect(replies.get(10000)).toContain("Commands stand in the first line");
    expect(replies.get(10001)).toContain("is closed");
    expect(records.sessions).toEqual([]);
    expect(records.overrides).toEqual([]);
  });

  it("are refused to people without read", () => {
    const facts = { people: people(aPerson("robin", "none")) };

    expect(judge({ comments: [said("robin", "10:00", "/countersign help")], facts }).reactions.get(10000)).toBe(
      "confused",
    );
  });

  it("are answered when the verb is unknown, with the hostile word made harmless", () => {
    const { replies } = judge({ comments: [said("robin", "10:00", "/countersign @acme/all<b>")] });

    expect(replies.get(10000)).toContain("received `@acme/all<b>`");
  });

  it("sealed is not needed on a change that is not high-stakes", () => {
    expect(
      judge({ comments: [said("robin", "10:00", "/countersign sealed\n-----BEGIN AGE")] }).replies.get(10000),
    ).toContain("its review is not blind and needs no sealing");
  });
});

describe("who is behind a command", () => {
  it.each(["Bot", "Organization", "Mannequin", "Unknown"] as const)("an account of type %s is refused", (type) => {
    const author = anAccount({ login: "robin", type });
    const { records, reactions } = judge({ comments: [said("robin", "10:00", "/countersign start", { author })] });

    expect(records.sessions).toEqual([]);
    expect(reactions.get(10000)).toBe("confused");
  });

  it("a bot with a human name is refused when the look-up says so", () => {
    const facts = {
      people: people(aPerson("robin", "admin", { account: anAccount({ login: "robin", type: "Bot" }) })),
    };

    expect(judge({ comments: [said("robin", "10:00", "/countersign start")], facts }).records.sessions).toEqual([]);
  });

  it("a deleted account is refused", () => {
    expect(
      judge({ comments: [said("robin", "10:00", "/countersign start", { author: null })] }).reactions.get(10000),
    ).toBe("confused");
  });

  it("a comment made through an App is refused", () => {
    const { records, replies } = judge({ comments: [said("robin", "10:00", "/countersign start", { viaApp: true })] });

    expect(records.sessions).toEqual([]);
    expect(replies.get(10000)).toContain("made through an App");
  });

  it("a bot that keeps sending commands is answered three times, and refused always", () => {
    const comments = Array.from({ length: 6 }, (_, n) =>
      said("copilot", `10:0${n}`, "/countersign approve", { author: anAgentAccount() }),
    );
    const { replies, reactions } = judge({ comments });

    expect(replies.size).toBe(3);
    expect([...reactions.values()]).toEqual(Array(6).fill("confused"));
  });

  it("the App's own comments are never commands", () => {
    expect(
      judge({ comments: [said("countersign", "10:00", "/countersign start", { ours: true })] }).records.handled,
    ).toEqual([]);
  });
});

describe("a native review", () => {
  const START = said("robin", "10:00", "/countersign start");

  it.each([
    ["APPROVED", "approve"],
    ["CHANGES_REQUESTED", "reject"],
  ] as const)("%s with the form counts as %s", (state, verdict) => {
    const { records, reactions } = judge({
      comments: [START],
      reviews: [reviewed("robin", "10:05", { state, body: aBareForm() })],
    });

    expect(records.submissions).toMatchObject([{ verdict, source: { kind: "review", id: 9005 } }]);
    expect([...reactions.keys()]).toEqual([10000]);
  });

  it("may begin with its command line", () => {
    expect(
      judge({ comments: [START], reviews: [reviewed("robin", "10:05", { body: aForm() })] }).records.submissions,
    ).toHaveLength(1);
  });

  it("whose command line says something else than the button is refused", () => {
    const { records, replies } = judge({
      comments: [START],
      reviews: [reviewed("robin", "10:05", { body: aForm("reject") })],
    });

    expect(records.submissions).toEqual([]);
    expect(replies.get(9005)).toContain("GitHub's button says Approve");
  });

  it("needs a session and the present head", () => {
    const { replies } = judge({ reviews: [reviewed("robin", "10:05", { body: aBareForm(), commitSha: null })] });

    expect(replies.get(9005)).toContain("no open review session");
    expect(replies.get(9005)).toContain("written on an earlier commit");
  });

  it("without the form is answered once with the form, also after an edit", () => {
    const review = reviewed("sam", "10:05", { body: "LGTM" });
    const first = judge({ reviews: [review] });
    const editedReview = { ...review, body: "LGTM!", editedAt: at("10:10"), editor: anAccount({ login: "sam" }) };
    const second = judge({ reviews: [editedReview], records: first.records });

    expect(first.replies.get(9005)).toContain("Without the review form it is not counted");
    expect(first.replies.get(9005)).toContain("### Intent");
    expect(second.replies.size).toBe(0);
  });

  it("without the form by somebody who may not review says why", () => {
    expect(judge({ reviews: [reviewed("alice", "10:05")] }).replies.get(9005)).toContain("set the agent to work");
  });

  it("without the form by the operator says so before anybody was looked up", () => {
    const reply = judge({ reviews: [reviewed("alice", "10:05")], facts: { people: new Map() } }).replies.get(9005);

    expect(reply).toContain("because `alice` set the agent to work.");
    expect(reply).not.toContain("permission");
  });

  it("that only comments is no review, unless it tries to be a command", () => {
    const reviews = [
      reviewed("robin", "10:05", { state: "COMMENTED", body: "hm" }),
      reviewed("robin", "10:06", { state: "COMMENTED", body: "/countersign start" }),
    ];
    const { replies, records } = judge({ reviews });

    expect([...replies.keys()]).toEqual([9006]);
    expect(replies.get(9006)).toContain("commands are read in the conversation");
    expect(records.sessions).toEqual([]);
  });

  it("never counts on high-stakes, and the answer is the same for either verdict", () => {
    const input = { classification: aClassification({ tier: "high-stakes" }) };
    const answer = (state: "APPROVED" | "CHANGES_REQUESTED") =>
      judge({ reviews: [reviewed("robin", "10:05", { state, body: aBareForm() })], input });

    expect(answer("APPROVED").records.submissions).toEqual([]);
    expect(answer("APPROVED").replies.get(9005)).toContain("A verdict in the clear is not counted on this change");
    expect(answer("APPROVED")).toEqual(answer("CHANGES_REQUESTED"));
  });

  it.each([
    ["of a bot", { reviews: [reviewed("x", "10:05", { author: anAgentAccount() })] }],
    [
      "where no review is needed",
      { reviews: [reviewed("robin", "10:05")], input: { classification: aClassification({ agent: null }) } },
    ],
    ["on a closed pull request", { reviews: [reviewed("robin", "10:05")], facts: { pull: CLOSED } }],
  ])("%s is left alone", (_, world) => {
    expect(judge(world).outcomes.replies).toEqual([]);
  });
});

describe("a change that cannot be read", () => {
  it("keeps commands with an effect waiting and answers the others", () => {
    const facts = { change: unavailable<never>("502"), readAt: at("10:05") };
    const { replies, records } = judge({
      comments: [said("sam", "10:00", "/countersign help"), said("robin", "10:01", "/countersign start")],
      facts,
    });

    expect([...replies.keys()]).toEqual([10000]);
    expect(records.handled).toHaveLength(1);
  });
});

describe("whatever the conversation is", () => {
  const body = fc.constantFrom(
    "/countersign start",
    "/countersign start",
    aForm(),
    aForm("reject"),
    aForm("approve", OTHER_ANSWERS),
    aForm("approve", { intent: "lgtm" }),
    "/countersign waive reviewable_size A rename cannot be split further.",
    "/countersign override Checkout is down and this mends it.",
    "/countersign sealed\nx",
    "/countersign status",
    "/countersign help",
    "/countersign recheck",
    "/countersign nonsense",
    "just talking",
  );
  const comment = fc
    .record({
      minute: fc.integer({ min: 0, max: 59 }),
      login: fc.constantFrom("robin", "Robin", "sam", "maya", "ada", "alice"),
      body,
      edit: fc.option(fc.record({ after: fc.integer({ min: 1, max: 50 }), own: fc.boolean() }), { freq: 3 }),
      viaApp: fc.constantFrom(false, false, false, true),
    })
    .map(({ minute, login, body, edit, viaApp }): Comment => {
      const two = (number: number) => String(number).padStart(2, "0");
      const comment = said(login, `10:${two(minute)}`, body, { viaApp });
      if (edit === null) return comment;
      const editor = edit.own ? comment.author : anAccount({ login: "mallory" });
      return { ...comment, editedAt: at(`11:${two(edit.after)}`), editor };
    });
  const conversation = fc.uniqueArray(comment, { selector: ({ id }) => id, maxLength: 10 });

  it("judging again with the resulting records gives nothing new", () => {
    fc.assert(
      fc.property(conversation, (comments) => {
        const first = judge({ comments });
        const second = judge({ comments, records: first.records });

        expect(second.records).toEqual(first.records);
        expect(second.outcomes.replies).toEqual([]);
        expect(second.outcomes.reactions).toEqual([]);
        expect(second.outcomes.events).toEqual([]);
        expect(second.outcomes.issues).toEqual([]);
      }),
    );
  });

  it("the order in which GitHub lists the comments does not matter", () => {
    fc.assert(
      fc.property(conversation, (comments) => {
        expect(judge({ comments: [...comments].reverse() }).outcomes).toEqual(judge({ comments }).outcomes);
      }),
    );
  });

  it("reading it in two parts ends in the same records as reading it at once", () => {
    const unedited = conversation.map((comments) =>
      comments.map((comment) => ({ ...comment, editedAt: null, editor: null })).sort((a, b) => a.id - b.id),
    );
    fc.assert(
      fc.property(unedited, fc.nat(10), (comments, cut) => {
        const part = judge({ comments: comments.slice(0, cut) });
        const { records } = judge({ comments, records: part.records });

        expect(records).toEqual(judge({ comments }).records);
      }),
    );
  });

  it("every command gets a reaction, every refusal a reply, and markers are unique", () => {
    fc.assert(
      fc.property(conversation, (comments) => {
        const { replies, reactions, outcomes } = judge({ comments });

        for (const { id, body } of comments) expect(reactions.has(id)).toBe(body.startsWith("/countersign"));
        for (const [id, content] of reactions) if (content === "confused") expect(replies.has(id)).toBe(true);
        expect(new Set(outcomes.replies.map(({ marker }) => marker)).size).toBe(outcomes.replies.length);
      }),
    );
  });

  it("a person has at most one open session and one review in force", () => {
    fc.assert(
      fc.property(conversation, (comments) => {
        const { records } = judge({ comments });
        const open = records.sessions.filter(({ state }) => state === "open").map(({ reviewer }) => reviewer.id);
        const live = records.submissions.filter(({ voided }) => voided === null).map(({ reviewer }) => reviewer.id);

        expect(new Set(open).size).toBe(open.length);
        expect(new Set(live).size).toBe(live.length);
      }),
    );
  });
});
