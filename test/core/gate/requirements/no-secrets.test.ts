import type { GateInput } from "../../../../src/core/case/input.js";
import type { Secret } from "../../../../src/core/facts/examination.js";
import type { ChangedFile } from "../../../../src/core/facts/facts.js";
import type { Waiver } from "../../../../src/core/facts/records.js";
import { loaded, unavailable } from "../../../../src/core/facts/source.js";
import { noSecrets as noSecretsKind } from "../../../../src/core/gate/requirements/no-secrets.js";
import {
  aChange,
  aFacts,
  aFile,
  aGateInput,
  aHunk,
  aLoadedPolicy,
  anExamination,
  aPolicy,
  aRecords,
  aWaiver,
} from "../../../support/build.js";
import { inWordsOf } from "../../../support/judged.js";

const noSecrets = inWordsOf(noSecretsKind);

const KEY: Secret = {
  detector: "aws-access-key",
  what: "an AWS access key",
  kind: "credential",
  line: 12,
  masked: "AKIA…",
  id: "3f2c1a9e7b64",
};
const NUMBER: Secret = {
  ...KEY,
  detector: "iban",
  what: "a bank account number (IBAN)",
  kind: "personal-data",
  masked: "…",
  id: "0a1b2c3d4e5f",
};

function holding(secrets: readonly Secret[], more: { allow?: string[]; waivers?: readonly Waiver[] } = {}): GateInput {
  return changing([aFile({ path: "src/deploy.ts", examination: anExamination({ secrets }) })], more);
}

function changing(
  files: readonly ChangedFile[],
  more: { allow?: string[]; waivers?: readonly Waiver[] } = {},
): GateInput {
  return aGateInput({
    facts: aFacts({ change: loaded(aChange({ files })) }),
    policy: aLoadedPolicy({ policy: aPolicy({ secrets: { allow: more.allow ?? [] } }) }),
    records: aRecords({ waivers: more.waivers ?? [] }),
  });
}

const waiverOf = (subject: string) =>
  aWaiver({ requirement: "no_secrets", subject, reason: "It is the key of a public sandbox." });

describe("no_secrets", () => {
  it("is satisfied when every file was examined and nothing was found", () => {
    expect(noSecrets(holding([]))).toMatchObject({ status: "satisfied", who: null });
  });

  it("is unsatisfied by a finding, and names it, where it is and what to do first", () => {
    const requirement = noSecrets(holding([KEY]));

    expect(requirement).toMatchObject({ status: "unsatisfied", who: "agent", waits: "author" });
    expect(requirement.detail).toBe("an AWS access key (`AKIA…`) in `src/deploy.ts:12`, finding `3f2c1a9e7b64`");
    expect(requirement.fix).toMatch(/^revoke each credential and issue a new one first: it is in the history/);
    expect(requirement.fix).toContain("`/countersign waive no_secrets:3f2c1a9e7b64 <reason>`");
    expect(requirement.fix).toContain("`secrets.allow`");
  });

  it("lists every finding at once", () => {
    const { detail } = noSecrets(holding([KEY, NUMBER]));

    expect(detail).toContain(KEY.id);
    expect(detail).toContain("a bank account number (IBAN)");
  });

  it.each([
    ["first", [KEY, NUMBER]],
    ["last", [NUMBER, KEY]],
  ])("asks to revoke the credential that stands %s beside personal data", (_, secrets) => {
    expect(noSecrets(holding(secrets)).fix).toMatch(/^revoke/);
  });

  it("does not ask to revoke what nobody can revoke", () => {
    expect(noSecrets(holding([NUMBER])).fix).toMatch(/^tell whoever is responsible for the data/);
  });

  it.each([
    ["the policy allows it", { allow: ["3F2C1A9E7B64"] }, "satisfied"],
    ["the policy allows another", { allow: ["000000000000"] }, "unsatisfied"],
    ["it is waived", { waivers: [waiverOf("3f2c1a9e7b64")] }, "waived"],
    ["it is waived in capitals", { waivers: [waiverOf("3F2C1A9E7B64")] }, "waived"],
    ["another is waived", { waivers: [waiverOf("000000000000")] }, "unsatisfied"],
    [
      "it was waived for another change",
      { waivers: [{ ...waiverOf("3f2c1a9e7b64"), fingerprint: "old" }] },
      "unsatisfied",
    ],
    ["something else is waived", { waivers: [aWaiver({ requirement: "reviewable_size" })] }, "unsatisfied"],
  ] as const)("when %s", (_when, more, status) => {
    expect(noSecrets(holding([KEY], { allow: [], ...more } as never)).status).toBe(status);
  });

  it("asks about each finding that has no waiver, and of those only", () => {
    const { status, detail } = noSecrets(holding([KEY, NUMBER], { waivers: [waiverOf(KEY.id)] }));

    expect(status).toBe("unsatisfied");
    expect(detail).toContain(NUMBER.id);
    expect(detail).not.toContain(KEY.id);
  });

  it("says who waived which finding and why", () => {
    const { detail } = noSecrets(holding([KEY, NUMBER], { waivers: [waiverOf(KEY.id), waiverOf(NUMBER.id)] }));

    expect(detail).toContain(KEY.id);
    expect(detail).toContain("waived by `maya`: `It is the key of a public sandbox.`");
  });

  const { examination: _, ...unexamined } = aFile();

  it.each([
    ["a file with added lines was not examined", unexamined],
    [
      "an examination did not come to an end",
      aFile({ examination: anExamination({ unexamined: ["it took too long"] }) }),
    ],
    ["a file could not be read", aFile({ content: { kind: "unreadable", reason: "too large" } })],
  ])("is an error when %s, whatever was waived", (_when, file) => {
    const requirement = noSecrets(changing([file], { waivers: [waiverOf(KEY.id)] }));

    expect(requirement.status).toBe("error");
    expect(requirement.detail).toContain("`src/cart/total.ts`");
    expect(requirement.fix).not.toBe("");
  });

  it.each([
    ["binary", { ...unexamined, content: { kind: "binary" } as const }],
    ["unchanged", { ...unexamined, content: { kind: "unchanged" } as const }],
    [
      "only shorter",
      { ...unexamined, content: { kind: "hunks", hunks: [aHunk({ old: 1, new: 1 }, ["-gone"])] } as const },
    ],
  ])("asks nothing of a file that is %s", (_what, file) => {
    expect(noSecrets(changing([file])).status).toBe("satisfied");
  });

  it("is an error when the change could not be read", () => {
    expect(noSecrets(aGateInput({ facts: aFacts({ change: unavailable("GitHub is down") }) })).status).toBe("error");
  });
});
