// What the desk shows, kept for a moment and asked for within bounds: each view is a whole look at GitHub, and whoever reloads a
// page must not use up the calls that the gate itself needs.
import type { PullRef } from "../../core/facts/work.js";
import type { Clock, DeskView, ReviewDesk } from "../../ports.js";
import type { Viewer } from "../session.js";

/** `busy`: this person has asked for too many in the last minutes. Null: there is no such pull request. */
export type View = DeskView | null | "busy";

export interface Views {
  /** At most `maxAgeMs` old. @throws AppError when GitHub does not answer. */
  view(ref: PullRef, viewer: Viewer, maxAgeMs: number): Promise<View>;
  /** They did something: what was seen before is no longer true. */
  forget(ref: PullRef, viewer: Viewer): void;
  /** Counts one look at GitHub that this person causes; false when it would be one too many. */
  spend(viewer: Viewer): boolean;
}

/** Chosen, not measured: a person who reviews needs a handful; ten who reload without pause stay below GitHub's hourly limit. */
const MAX_LOOKS = 60;
const LOOKS_WINDOW_MS = 10 * 60_000;
/** A view holds the whole change, so only the latest are kept. */
const MAX_KEPT = 16;
const MAX_PEOPLE = 10_000;

interface Kept {
  readonly view: Promise<DeskView | null>;
  readonly askedMs: number;
}

export function createViews(desk: Pick<ReviewDesk, "view">, clock: Clock): Views {
  const kept = new Map<string, Kept>();
  const looks = new Map<number, readonly number[]>();
  const keyOf = ({ repositoryId, number }: PullRef, { id }: Viewer) => `${repositoryId}#${number}@${id}`;

  const spend = ({ id }: Viewer) => {
    const nowMs = clock.now().getTime();
    const recent = (looks.get(id) ?? []).filter((at) => at > nowMs - LOOKS_WINDOW_MS);
    if (recent.length >= MAX_LOOKS) return false;
    remember(looks, id, [...recent, nowMs], MAX_PEOPLE);
    return true;
  };
  return {
    spend,
    async view(ref, viewer, maxAgeMs) {
      const key = keyOf(ref, viewer);
      const nowMs = clock.now().getTime();
      const known = kept.get(key);
      if (known !== undefined && nowMs - known.askedMs <= maxAgeMs) return known.view;
      if (!spend(viewer)) return "busy";
      const view = desk.view(ref, viewer);
      remember(kept, key, { view, askedMs: nowMs }, MAX_KEPT);
      // A failure is nothing to be remembered.
      view.catch(() => kept.get(key)?.view === view && kept.delete(key));
      return view;
    },
    forget: (ref, viewer) => void kept.delete(keyOf(ref, viewer)),
  };
}

/** The oldest goes when there are too many. */
function remember<K, V>(map: Map<K, V>, key: K, value: V, most: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
