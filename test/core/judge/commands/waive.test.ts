import { reasonFault } from "../../../../src/core/comments/parse-command.js";
import { WAIVABLE } from "../../../../src/core/gate/requirements/index.js";
import { parseWaive } from "../../../../src/core/judge/commands/waive.js";

const REASON = "the vendor fixed the outage, see INC-204";

function parse(text: string) {
  return parseWaive(text.split(/\s+/u).filter(Boolean));
}

function faultsOf(text: string): readonly string[] {
  const parsed = parse(text);
  return parsed.ok ? [] : parsed.error;
}

describe("parseWaive", () => {
  it.each([
    [`reviewable_size ${REASON}`, { requirement: "reviewable_size", subject: null, reason: REASON }],
    [`VALIDATION_GREEN\n${REASON}`, { requirement: "validation_green", subject: null, reason: REASON }],
    [
      `dependencies_verified:@acme/left-pad ${REASON}`,
      { requirement: "dependencies_verified", subject: "@acme/left-pad", reason: REASON },
    ],
    [
      `dependencies_verified:org.acme:core ${REASON}`,
      { requirement: "dependencies_verified", subject: "org.acme:core", reason: REASON },
    ],
    [`no_secrets:3fa9c2 ${REASON}`, { requirement: "no_secrets", subject: "3fa9c2", reason: REASON }],
  ])("reads %j", (text, value) => {
    expect(parse(text)).toEqual({ ok: true, value });
  });

  it.each(["structured_review", "blind_reviews", "agreement"])("says that %s cannot be waived", (id) => {
    expect(faultsOf(`${id} ${REASON}`).join()).toContain("reviews are the point of this gate");
  });

  it("says that policy_valid cannot be waived", () => {
    expect(faultsOf(`policy_valid ${REASON}`).join()).toContain("nothing else can be judged");
  });

  it("takes who wrote a commit, and only for one commit by one named account", () => {
    const reason = "@ada wrote it on a machine whose address is not linked";

    expect(parse(`facts_complete:3f2c1a9 ${reason}`)).toEqual({
      ok: true,
      value: { requirement: "facts_complete", subject: "3f2c1a9", reason },
    });
    expect(faultsOf(`facts_complete ${reason}`).join()).toContain("expected the commit, @login or operator that");
    expect(faultsOf(`facts_complete:3f2c1a9 ${REASON}`).join()).toContain("expected the account of whoever wrote");
    expect(faultsOf("facts_complete:3f2c1a9 mail ada@example.com about it please").join()).toContain("the account");
  });

  it("takes what is claimed of a reviewer, and who set the agent to work", () => {
    expect(parse(`facts_complete:@Robin ${REASON}`)).toMatchObject({ ok: true, value: { subject: "@Robin" } });
    expect(parse("facts_complete:operator @ada asked the agent for it")).toMatchObject({
      ok: true,
      value: { subject: "operator" },
    });
    expect(faultsOf(`facts_complete:operator ${REASON}`).join()).toContain("whoever set the agent to work");
    expect(faultsOf(`facts_complete:robin ${REASON}`).join()).toContain("expected a commit, `@login` or `operator`");
  });

  it("suggests the requirement that was probably meant", () => {
    expect(faultsOf(`reviewable_siz ${REASON}`)).toEqual([
      "expected a requirement that can be waived, received `reviewable_siz`; did you mean `reviewable_size`?",
    ]);
  });

  it("lists what can be waived when nothing is near", () => {
    for (const id of WAIVABLE.keys()) expect(faultsOf(`everything ${REASON}`).join()).toContain(`\`${id}\``);
  });

  it.each([
    ["", "received nothing"],
    ["reviewable_size", "expected a reason, received none"],
    ["reviewable_size too big", "at least 15 characters, received 7"],
    ["reviewable_size looks good to me, approved", "words that give none"],
    ["reviewable_size l o o k s  g o o d  t o  m e", "words that give none"],
    ["reviewable_size Lооks GOOD tо mе, аpprоvеd", "words that give none"],
    ["reviewable_size see #204 and acme/shop#12 ", "words that give none"],
    ["reviewable_size 123456789012345678901234567890", "words that give none"],
    ["reviewable_size supercalifragilisticexpialidocious", "words that give none"],
    [`reviewable_size ok${"\u200b".repeat(40)}`, "at least 15 characters, received 2"],
    ["reviewable_size https://a.example/a-page-with-a-long-address", "at least 15 characters, received 0"],
    ["reviewable_size ![why it is so](https://a.example/b.png)", "at least 15 characters, received 0"],
    [`reviewable_size:all ${REASON}`, "is waived as a whole"],
    [`dependencies_verified ${REASON}`, "expected the package"],
    [`no_secrets: ${REASON}`, "expected the finding"],
    [`dependencies_verified:a"b ${REASON}`, "expected a package behind the colon"],
    [`dependencies_verified:${"a".repeat(300)} ${REASON}`, "expected a package behind the colon"],
    ["constructor x", "expected a requirement that can be waived"],
  ])("refuses %.40j", (text, fault) => {
    expect(faultsOf(text).join()).toContain(fault);
  });

  it("says every fault at once", () => {
    expect(faultsOf("dependencies_verified ok")).toHaveLength(2);
  });

  it("lets no hostile target become markup", () => {
    const fault = faultsOf(`@acme/all<img/src=x>\`# ${REASON}`).join();

    expect(fault).toContain("``@acme/all<img/src=x>`#``");
  });

  it("takes a reason in any language", () => {
    expect(reasonFault("Der Lieferant hat den Fehler behoben")).toBeNull();
    expect(reasonFault("供应商已经修复了这个问题，请参见工单二百零四")).toBeNull();
  });
});
