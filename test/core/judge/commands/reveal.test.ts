// What an administrator asked to have revealed of a pull request that is over, until it is done.

import type { GateInput } from "../../../../src/core/case/input.js";
import type { Comment, Permission, PersonFacts } from "../../../../src/core/facts/facts.js";
import { loaded, unavailable } from "../../../../src/core/facts/source.js";
import { askedToReveal } from "../../../../src/core/judge/commands/reveal.js";
import {
  aClassification,
  anAccount,
  aPerson,
  aRecords,
  aSealedReview,
  fakeHash,
  people,
} from "../../../support/build.js";
import { at, aWorld, judge, said } from "../../comments/forms.js";

const ASKED = said("ada", "11:00", "/countersign reveal The auditors want to see what was found.");
const SEALED = aRecords({ sealed: [aSealedReview()] });

function over(comments: readonly Comment[], ada: Partial<PersonFacts> = {}, state: "closed" | "merged" = "merged") {
  const facts = { pull: { ...aWorld({}).facts.pull, state }, people: people(aPerson("ada", "admin", ada)) };
  return aWorld({ comments, facts });
}

const asked = judge({ ...over([ASKED]), records: SEALED }).records;

function revealed(input: GateInput): number {
  return askedToReveal({ ...input, records: asked }).length;
}

describe("what was asked to be revealed", () => {
  it.each(["closed", "merged"] as const)("is revealed on a %s pull request", (state) => {
    expect(revealed(over([ASKED], {}, state))).toBe(1);
  });

  const lost = (permission: Permission) => ({ permission: loaded(permission) });
  it.each<[string, GateInput]>([
    ["the comment was deleted", over([said("robin", "11:05", "hm")])],
    ["its author edited it", over([{ ...ASKED, editedAt: at("11:10"), editor: ASKED.author }])],
    ["somebody else edited it", over([{ ...ASKED, editedAt: at("11:10"), editor: anAccount({ login: "mallory" }) }])],
    ["its author is no administrator any more", over([ASKED], lost("maintain"))],
    ["its author left", over([ASKED], lost("none"))],
    ["it cannot be read whether its author is one", over([ASKED], { permission: unavailable("502") })],
    ["its author's account is gone", over([{ ...ASKED, author: null }])],
    ["its author set the agent to work", setToWork("ada")],
    ["the comments cannot be read", withoutComments()],
  ])("is not revealed when %s", (_, input) => {
    expect(revealed(input)).toBe(0);
  });

  it("is not what was sealed later, after a reopening", () => {
    const later = aSealedReview({
      source: { kind: "comment", id: 5, revision: at("11:30") },
      receivedAt: at("11:30"),
      commitment: `sha256:${fakeHash("later")}`,
    });
    const records = { ...asked, sealed: [...asked.sealed, later] };

    expect(askedToReveal({ ...over([ASKED]), records })).toHaveLength(1);
  });
});

function setToWork(login: string): GateInput {
  const agent = { name: "copilot", evidence: [], operator: [login] };
  return { ...over([ASKED]), classification: { ...aClassification(), agent } };
}

function withoutComments(): GateInput {
  const input = over([ASKED]);
  return { ...input, facts: { ...input.facts, comments: unavailable("502") } };
}
