import { type AuditIndex, findMisfiling, indexOf, sayMoment } from "../../../src/core/audit/chain.js";
import { AUDIT_KINDS, type AuditEvent } from "../../../src/core/facts/records.js";

const EVENT: AuditEvent = {
  kind: "bypass",
  at: "2026-03-02T11:00:00Z",
  repository: { id: 4242, name: "acme/shop" },
  pull: 7,
  headSha: null,
  actor: null,
  policyHash: null,
  factsHash: null,
  data: {},
};

function filed(index: Partial<AuditIndex> = {}, event: Partial<AuditEvent> = {}) {
  const of = { ...EVENT, ...event };
  const link = { installationId: 77, sequence: 1, previousHash: "", hash: "" };
  return { ...link, event: of, index: { ...indexOf(of), ...index } };
}

describe("an entry of the audit chain", () => {
  it("is filed under what its event says, however the moment is written", () => {
    expect(indexOf(EVENT)).toEqual({ kind: "bypass", at: "2026-03-02T11:00:00.000Z", repository: "4242", pull: "7" });
    expect(findMisfiling(filed())).toBeNull();
    expect(findMisfiling(filed({ at: sayMoment(new Date("2026-03-02T12:00:00+01:00")) }))).toBeNull();
    expect(findMisfiling(filed({}, { pull: null }))).toBeNull();
    for (const kind of AUDIT_KINDS) expect(findMisfiling(filed({}, { kind }))).toBeNull();
  });

  it.each<[Partial<AuditIndex>, string]>([
    [{ kind: "merged" }, "misfiled: its event says kind `bypass`, the column beside it `merged`"],
    [
      { at: "2026-03-02T11:00:00.001Z" },
      "misfiled: its event says at `2026-03-02T11:00:00.000Z`, the column beside it `2026-03-02T11:00:00.001Z`",
    ],
    [
      { at: sayMoment(new Date(Number.NaN)) },
      "misfiled: its event says at `2026-03-02T11:00:00.000Z`, the column beside it `no moment`",
    ],
    [{ repository: "4243" }, "misfiled: its event says repository `4242`, the column beside it `4243`"],
    [
      { repository: "9007199254740993" },
      "misfiled: its event says repository `4242`, the column beside it `9007199254740993`",
    ],
    [{ pull: "8" }, "misfiled: its event says pull `7`, the column beside it `8`"],
    [{ pull: null }, "misfiled: its event says pull `7`, the column beside it `null`"],
  ])("is misfiled under %j", (index, reason) => {
    expect(findMisfiling(filed(index))).toBe(reason);
  });
});
