// How long the page was in front: visible, and its window in use. Told to the server as a help for people who read the review
// later; nothing is decided by it, as anybody can send any number.

export interface Attention {
  /** Whole seconds so far. */
  seconds(): number;
}

export function measureAttention(): Attention {
  let spentMs = 0;
  let sinceMs: number | null = null;
  const update = () => {
    const isInFront = document.visibilityState === "visible" && document.hasFocus();
    const nowMs = performance.now();
    if (sinceMs !== null) spentMs += nowMs - sinceMs;
    sinceMs = isInFront ? nowMs : null;
  };
  for (const event of ["focus", "blur", "pageshow", "pagehide"]) window.addEventListener(event, update);
  document.addEventListener("visibilitychange", update);
  update();
  return {
    seconds() {
      update();
      return Math.floor(spentMs / 1_000);
    },
  };
}
