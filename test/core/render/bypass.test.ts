import { bypassNotice, directPushCheck } from "../../../src/core/render/bypass.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { aFacts, aGateInput, anAccount, fakeHash, fakeSha } from "../../support/build.js";
import { outsideCode } from "./hostile.js";

const MERGED = { ...aFacts().pull, state: "merged" as const, mergedBy: anAccount({ login: "ada" }) };

const ENTRY = { sequence: 12, hash: fakeHash("entry") };

describe("the notice of a merge past the gate", () => {
  it("says who merged, what was missing and what to do", () => {
    const notice = bypassNotice(MERGED, decisionOn(aGateInput()), ENTRY);

    expect(notice.marker).toBe(`<!-- countersign:bypass:${MERGED.headSha} -->`);
    expect(notice.body.startsWith(notice.marker)).toBe(true);
    expect(notice.body).toContain("**Merged without Countersign's success** by `ada`");
    expect(notice.body).toContain("- `structured_review`: no structured review of this change counts yet");
    expect(notice.body).toContain(`This bypass is in the audit chain as entry 12, \`${ENTRY.hash}\`.`);
    expect(notice.body).toContain("countersign doctor");
  });

  it("says so when the merged commit was never decided on", () => {
    expect(bypassNotice(MERGED, null, null).body).toContain("had not been decided on for this base branch yet");
  });

  it("mentions nobody", () => {
    const hostile = { ...MERGED, mergedBy: anAccount({ login: "@acme/all <img> `" }) };

    expect(outsideCode(bypassNotice(hostile, null, null).body)).not.toMatch(/@|<img/);
  });
});

describe("the check on a commit that was pushed past the gate", () => {
  it("fails, and says who pushed where and what to do", () => {
    const push = { after: fakeSha("pushed"), sender: "ada", owner: "acme", name: "shop" };
    const check = directPushCheck(push, { branch: "main", publicUrl: "https://countersign.example", entry: ENTRY });

    expect(check).toMatchObject({
      headSha: push.after,
      conclusion: "failure",
      title: "Pushed to main past the gate",
      detailsUrl: "https://countersign.example/",
    });
    expect(check.summary).toContain("`ada` pushed this commit to `main`");
    expect(check.summary).toContain(`in the audit chain as entry 12, \`${ENTRY.hash}\`.`);
    expect(check.text).toContain("open a pull request");
  });
});
