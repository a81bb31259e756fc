// Wanted work and the deliveries that ask for it, about pull request 7 of acme/shop.
import type { PullRef, WorkItem } from "../../../src/core/facts/work.js";
import type { Delivery } from "../../../src/ports.js";
import { fakeSha } from "./ids.js";

export function aRef(override: Partial<PullRef> = {}): PullRef {
  return { installationId: 77, repositoryId: 4242, owner: "acme", name: "shop", number: 7, ...override };
}

export function aPullItem(override: Partial<PullRef> = {}): Extract<WorkItem, { kind: "pull" }> {
  return { kind: "pull", ...aRef(override) };
}

/** A push to pull request 7, as its `synchronize` delivery tells it. */
export function aDelivery(override: Partial<Delivery> = {}): Delivery {
  return {
    id: "72d3162e-cc78-11e3-81ab-4c9367dc0958",
    event: "pull_request",
    action: "synchronize",
    work: [aPullItem()],
    push: {
      repositoryId: 4242,
      number: 7,
      headSha: fakeSha("head 1"),
      sender: { id: 501, login: "robin", type: "User" },
    },
    hints: [{ ref: aRef(), baseRef: "main", headSha: fakeSha("head 1"), open: true }],
    signsOut: null,
    ...override,
  };
}
