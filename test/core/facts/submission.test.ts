import { isSameRevision, sourceOf } from "../../../src/core/facts/submission.js";
import { aComment } from "../../support/build.js";

const createdAt = "2026-03-02T10:00:00Z";

it("tells an edit in the very second of the writing apart from the writing", () => {
  const written = aComment({ createdAt, editedAt: null, body: "/countersign approve" });
  const edited = aComment({ createdAt, editedAt: createdAt, body: "/countersign approve" });

  expect(isSameRevision(sourceOf(written), sourceOf(edited))).toBe(false);
});

it("tells two edits in one second apart", () => {
  const first = aComment({ createdAt, editedAt: "2026-03-02T10:05:00Z", body: "one" });
  const second = aComment({ createdAt, editedAt: "2026-03-02T10:05:00Z", body: "two" });

  expect(isSameRevision(sourceOf(first), sourceOf(second))).toBe(false);
});

it("knows a text that did not change", () => {
  const once = aComment({ createdAt, editedAt: "2026-03-02T10:05:00Z", body: "one" });

  expect(isSameRevision(sourceOf(once), sourceOf({ ...once }))).toBe(true);
});
