// Commands of and about people who are asked for a review: hand it back, be away, be back.
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import {
  aFacts,
  aLoadedPolicy,
  anAccount,
  aPerson,
  aPolicy,
  aRecords,
  aReviewRequest,
  people,
} from "../../support/build.js";
import { judge, said } from "../comments/forms.js";

const PEOPLE = people(
  aPerson("alice"),
  aPerson("robin"),
  aPerson("sam"),
  aPerson("maya", "maintain"),
  aPerson("zoe", "read"),
);
const ASKED = aRecords({ asked: [aReviewRequest()] });
const REASON = "I do not know this part of the code";

function write(login: string, body: string, { records = ASKED, facts = {} } = {}) {
  const judged = judge({ comments: [said(login, "11:00", body)], records, facts: { people: PEOPLE, ...facts } });
  return {
    ...judged,
    reply: judged.replies.get(10100) ?? "",
    reaction: judged.reactions.get(10100),
    end: judged.records.asked[0]?.ended,
    kinds: judged.outcomes.events.map(({ kind }) => kind),
  };
}

describe("/countersign reassign", () => {
  it("by whoever was asked hands the request back, and keeps the reason as a hash", () => {
    const { end, reply, reaction, outcomes } = write("robin", `/countersign reassign ${REASON}`);

    expect(end).toEqual({ at: "2026-03-02T11:00:00Z", how: "reassigned", outcome: null });
    expect(reply).toContain("**You are not asked any more.**");
    expect(reaction).toBe("+1");
    expect(outcomes.changes.endedRequests).toMatchObject([{ request: { roll: 1, person: { login: "robin" } } }]);
    expect(outcomes.events).toMatchObject([
      { kind: "review_reassigned", data: { reviewer: "robin", roll: 1, seat: 1 } },
    ]);
    expect(JSON.stringify(outcomes.events)).not.toContain("this part");
    expect(outcomes.events[0]?.data.reason).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it("by a maintainer takes it from whoever was asked, or has somebody looked for where nobody was suitable", () => {
    expect(write("maya", `/countersign reassign ${REASON}`)).toMatchObject({
      end: { how: "reassigned" },
      reply: expect.stringContaining("**`robin` is not asked any more.**"),
    });
    const vacant = aRecords({ asked: [aReviewRequest({ person: null })] });
    expect(write("maya", `/countersign reassign ${REASON}`, { records: vacant }).end).toMatchObject({
      how: "reassigned",
    });
  });

  it("needs no right of whoever was asked but that they were", () => {
    const records = aRecords({ asked: [aReviewRequest({ person: anAccount({ login: "zoe" }) })] });

    expect(write("zoe", `/countersign reassign ${REASON}`, { records }).end).toMatchObject({ how: "reassigned" });
  });

  it.each([
    ["the operator", "alice", /`alice` needs maintain permission.*set the agent to work/],
    [
      "somebody who may only write",
      "sam",
      /has to come from `robin`, who was asked, or somebody with maintain or admin/,
    ],
    ["somebody who may only read", "zoe", /needs maintain permission/],
  ])("is refused to %s", (_who, login, reason) => {
    const { end, reply, reaction, kinds } = write(login, `/countersign reassign ${REASON}`);

    expect(end).toBeNull();
    expect(reply).toMatch(reason);
    expect(reaction).toBe("confused");
    expect(kinds).toEqual(["command_refused"]);
  });

  it.each([
    ["no reason", "/countersign reassign", /expected a reason, received none/i],
    ["filler", "/countersign reassign lgtm lgtm lgtm lgtm", /words that give none|at least/],
    ["a few letters", "/countersign reassign no time", /at least 15 characters/],
  ])("is refused with %s", (_what, body, reason) => {
    expect(write("robin", body)).toMatchObject({ end: null, reply: expect.stringMatching(reason) });
  });

  it.each([
    ["nobody was asked", aRecords()],
    ["somebody was asked about another version", aRecords({ asked: [aReviewRequest({ fingerprint: "earlier" })] })],
    [
      "the request is over",
      aRecords({
        asked: [aReviewRequest({ ended: { at: "2026-03-02T10:00:00Z", how: "timed-out", outcome: "escalate" } })],
      }),
    ],
  ])("is refused when %s", (_what, records) => {
    expect(write("maya", `/countersign reassign ${REASON}`, { records }).reply).toContain("Nobody is asked");
  });

  it("does not repeat what stands in it", () => {
    const { reply } = write("robin", "/countersign reassign @acme/everyone <img src=x> [a](https://evil.example)");

    expect(reply).not.toMatch(/everyone|<img|evil/);
  });

  it("twice in a row takes one request back, and says to the second that nobody is asked", () => {
    const { records, replies } = judge({
      comments: [
        said("robin", "11:00", `/countersign reassign ${REASON}`),
        said("maya", "11:01", `/countersign reassign ${REASON}`),
      ],
      records: ASKED,
      facts: { people: PEOPLE },
    });

    expect(records.asked).toHaveLength(1);
    expect(replies.get(10101)).toContain("Nobody is asked");
  });

  it("on a pull request that is over does nothing", () => {
    const closed = judge({
      comments: [said("robin", "11:00", `/countersign reassign ${REASON}`)],
      records: ASKED,
      facts: { people: PEOPLE, pull: { ...judgePull(), state: "closed" } },
    });

    expect(closed.records.asked[0]?.ended).toBeNull();
  });
});

describe("/countersign status", () => {
  it("says who is asked, why, and what happens when", () => {
    expect(write("zoe", "/countersign status").reply).toContain(
      "- asked to review: `robin`, since 2026-03-02 09:30 UTC: nobody suitable has left a trace in these files",
    );
    expect(write("zoe", "/countersign status", { records: aRecords() }).reply).not.toContain("asked to review");
  });
});

describe("/countersign away and back", () => {
  it("notes until when, says it, and hands back what was asked here", () => {
    const { outcomes, reply, end } = write("robin", "/countersign away until 2026-03-05");

    expect(outcomes.absences).toEqual([
      { accountId: anAccount().id, login: "robin", saidAt: "2026-03-02T11:00:00Z", until: "2026-03-06T00:00:00Z" },
    ]);
    expect(reply).toContain("**You are away until 2026-03-06 00:00:00 UTC**");
    expect(reply).toContain("You were asked here");
    expect(end).toMatchObject({ how: "reassigned" });
    expect(outcomes.events).toMatchObject([
      { kind: "absence", data: { until: "2026-03-06T00:00:00Z", handed_back: true } },
    ]);
  });

  it("leaves somebody else's request alone", () => {
    const { outcomes, end, reply } = write("sam", "/countersign away 3d");

    expect(outcomes.absences).toHaveLength(1);
    expect(end).toBeNull();
    expect(reply).not.toContain("asked here");
  });

  it("ends with back", () => {
    const { outcomes, reply } = write("robin", "/countersign back");

    expect(outcomes.absences).toMatchObject([{ saidAt: "2026-03-02T11:00:00Z", until: "2026-03-02T11:00:00Z" }]);
    expect(reply).toContain("Welcome back");
  });

  it.each(["/countersign away", "/countersign back"])("is refused to who cannot be asked: %s", (body) => {
    expect(write("zoe", body)).toMatchObject({
      outcomes: { absences: [] },
      reply: expect.stringContaining("`zoe` needs write permission"),
      reaction: "confused",
    });
  });

  it("is taken from members of a team that reviews, whatever their permission is", () => {
    const policy = aLoadedPolicy({ policy: aPolicy({ reviewers: { teams: ["acme/reviewers"] } }) });
    const zoe = aPerson("zoe", "read", { teams: loaded(["acme/reviewers"]) });
    const { outcomes } = judge({
      comments: [said("zoe", "11:00", "/countersign away 3d")],
      facts: { people: people(zoe) },
      input: { policy },
    });

    expect(outcomes.absences).toMatchObject([{ login: "zoe" }]);
  });

  it("says everything that is wrong at once", () => {
    const { reply } = write("zoe", "/countersign away for @acme/everyone");

    expect(reply).toContain("needs write permission");
    expect(reply).toContain("Expected nothing, a day or a duration, received `for @acme/everyone`");
  });

  it("is taken on a pull request that is over, but from nobody whose right is not known", () => {
    const pull = { ...judgePull(), state: "merged" as const };
    const over = (permission: ReturnType<typeof aPerson>["permission"]) =>
      judge({
        comments: [said("robin", "11:00", "/countersign away 3d")],
        facts: { pull, people: people(aPerson("robin", "write", { permission })) },
      });

    expect(over(aPerson("robin").permission).outcomes.absences).toHaveLength(1);
    expect(over(unavailable("502")).outcomes.absences).toEqual([]);
  });

  it("waits, like every command with an effect, while the permission cannot be read", () => {
    const facts = { people: people(aPerson("robin", "write", { permission: unavailable("502") })) };
    const { outcomes } = write("robin", "/countersign away 3d", {
      facts: { ...facts, readAt: "2026-03-02T11:01:00Z" },
    });

    expect(outcomes.absences).toEqual([]);
    expect(outcomes.replies).toEqual([]);
  });

  it("is refused to a bot and through an App", () => {
    const comment = said("robin", "11:00", "/countersign away 3d", { viaApp: true });

    expect(judge({ comments: [comment], facts: { people: PEOPLE } }).outcomes.absences).toEqual([]);
  });
});

function judgePull() {
  return aFacts().pull;
}
