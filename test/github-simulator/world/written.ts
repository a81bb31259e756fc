// Texts that people write and others may edit: pull requests, issues, comments, reviews.
import type { Account, App, Repository, Written } from "./model.js";
import type { World } from "./world.js";

export function writtenNow(
  world: World,
  kind: "pull" | "comment" | "review",
  own: { readonly repo: Repository; readonly author: Account; readonly body: string; readonly viaApp: App | null },
): Written {
  const now = world.now();
  return {
    ...own,
    id: world.nextId(kind),
    createdAtMs: now,
    updatedAtMs: now,
    lastEditedAtMs: null,
    editor: null,
    edits: [],
  };
}

export function recordEdit(world: World, written: Written, editor: Account, body: string): void {
  const atMs = world.now();
  // GitHub's history begins with the first text, recorded when the first edit is made.
  if (written.edits.length === 0) {
    written.edits.push({ id: world.nextId(), atMs: written.createdAtMs, editor: written.author, diff: written.body });
  }
  written.edits.push({ id: world.nextId(), atMs, editor, diff: body });
  written.body = body;
  written.editor = editor;
  written.lastEditedAtMs = atMs;
  written.updatedAtMs = atMs;
}
