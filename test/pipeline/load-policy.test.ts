// Which branch's file governs a pull request, and whether its base is gated. Whoever may push to a branch without a gate must
// choose nothing.
import fc from "fast-check";
import { loaded, unavailable } from "../../src/core/facts/source.js";
import type { PolicyText } from "../../src/core/policy/schema.js";
import { loadPolicy } from "../../src/pipeline/load-policy.js";
import { aSnapshot } from "../support/assessments.js";
import { fakeSha } from "../support/build.js";
import { REF } from "../support/fake-ports.js";

const ABSENT: PolicyText = { status: "absent" };
const UNREAD: PolicyText = { status: "unavailable", reason: "502" };
const LAX = file("version: 1\nmode: observe\nscope: agents\nreview: { min_seconds: 90 }\n");
const STRICT = file("version: 1\nreview: { min_seconds: 300 }\n");

function file(text: string): PolicyText {
  return { status: "found", text, oid: fakeSha(text) };
}

interface Given {
  readonly base?: string;
  readonly own?: PolicyText;
  readonly main?: PolicyText;
  readonly floor?: PolicyText;
  /** Branches whose rules require our check. */
  readonly requiring?: readonly string[];
}

function govern({ base = "stage", own = ABSENT, main = ABSENT, floor = ABSENT, requiring = [] }: Given) {
  const snapshot = aSnapshot({ pull: { baseRef: base }, policy: own, defaultPolicy: main, floor });
  return loadPolicy(REF, snapshot, {
    loadEnforcement: async (_ref, branch) => loaded({ required: requiring.includes(branch), pinned: true }),
  });
}

describe("a branch without a gate", () => {
  it("chooses nothing: the default branch's policy decides, in a preview", async () => {
    expect(await govern({ own: LAX, main: STRICT })).toMatchObject({
      gated: false,
      policy: { policy: { mode: "enforce", review: { min_seconds: 300 } } },
    });
  });

  it("chooses nothing whatever its file says", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.constantFrom(ABSENT, STRICT, LAX), async (text, main) => {
        const governing = await govern({ own: file(text), main });

        expect(governing).toEqual(await govern({ own: ABSENT, main }));
      }),
    );
  });

  it("does not gate itself", async () => {
    expect(await govern({ own: file("version: 1\nbranches: [stage]\nmode: observe\n") })).toMatchObject({
      gated: false,
      policy: { policy: { mode: "enforce" } },
    });
  });
});

describe("a gated branch", () => {
  const OWN = file("version: 1\nreview: { min_seconds: 200 }\n");

  it.each<[string, Given]>([
    ["is the default branch", { base: "main" }],
    ["is named by the default branch's policy", { main: file("version: 1\nbranches: [stage]\n") }],
    ["is meant by a glob of that policy", { base: "release/1.x", main: file("version: 1\nbranches: ['release/*']\n") }],
    ["is named by the organisation's floor", { floor: file("version: 1\nbranches: [stage]\n") }],
    ["has rules that require the check", { requiring: ["stage"] }],
  ])("%s, and is governed by its own file", async (_name, given) => {
    expect(await govern({ own: OWN, ...given })).toMatchObject({
      gated: true,
      policy: { policy: { review: { min_seconds: 200 } } },
    });
  });

  it("is none that only looks like a name of the policy", async () => {
    const main = file("version: 1\nbranches: ['release/*', Stage]\n");

    for (const base of ["release/1.x/deep", "prerelease/1", "stage", "stage2"]) {
      expect(await govern({ base, main })).toMatchObject({ gated: false });
    }
  });
});

describe("what cannot be read", () => {
  it.each<[string, Given]>([
    ["the default branch's policy", { main: UNREAD, own: LAX }],
    ["the organisation's floor", { floor: UNREAD, own: LAX }],
  ])("blocks under the name that rules require: %s", async (_name, given) => {
    const { gated, policy } = await govern(given);

    expect(gated).toBe(true);
    expect(policy.policy.mode).toBe("enforce");
    expect(policy.unavailable).not.toEqual([]);
  });

  it("is tried again when it is the branch's rules", async () => {
    const reader = { loadEnforcement: async () => unavailable<{ required: boolean; pinned: boolean }>("403") };

    await expect(loadPolicy(REF, aSnapshot({ pull: { baseRef: "stage" } }), reader)).rejects.toMatchObject({
      code: "GITHUB_UNAVAILABLE",
    });
  });
});
