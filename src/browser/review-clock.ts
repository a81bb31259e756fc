// Says on the page when the review may be submitted, counting down, and when its session ends.
import { sayDuration } from "../core/markdown/say.js";

/** The form has the moments as `data-opens` and `data-expires`, and the server's clock, which counts, as `data-now`. */
export function startClock(form: HTMLFormElement, place: HTMLElement): void {
  const opensMs = Date.parse(form.dataset.opens ?? "");
  const expiresMs = Date.parse(form.dataset.expires ?? "");
  const aheadMs = Date.parse(form.dataset.now ?? "") - Date.now();
  const tick = () => {
    const text = sayWhen(Date.now() + aheadMs, { opensMs, expiresMs });
    if (place.textContent !== text) place.textContent = text;
  };
  tick();
  window.setInterval(tick, 1_000);
}

const SOON_MS = 10 * 60_000;

function sayWhen(nowMs: number, { opensMs, expiresMs }: { opensMs: number; expiresMs: number }): string {
  const seconds = (untilMs: number) => Math.ceil((untilMs - nowMs) / 1_000);
  if (nowMs < opensMs) return `That is in ${sayDuration(seconds(opensMs))}.`;
  if (nowMs >= expiresMs) return "Your session is over: load the page again to begin another. What you typed is kept.";
  if (expiresMs - nowMs < SOON_MS) return `Your session ends in ${sayDuration(seconds(expiresMs))}.`;
  return "It can be submitted now.";
}
