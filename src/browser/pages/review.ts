// The script of the review page (src/http/review/): keeps the draft while somebody types, says what the answers still lack, when
// they may be submitted, and how long the page was really in front. Without it the form works as well.

import { measureAttention } from "../attention.js";
import { element } from "../element.js";
import { fieldOf } from "../read-answers.js";
import { startClock } from "../review-clock.js";
import { createFaultBoard, type Fault, type FaultBoard } from "../show-faults.js";

const FIELDS = ["verdict", "intent", "tests", "edgeCases", "risks", "checklist", "form"];
/** After the last key. Chosen, not measured: shorter, and every word is an upload; longer, and feedback comes late. */
const REST_MS = 900;

const form = document.getElementById("form");
if (form instanceof HTMLFormElement) run(form);

function run(form: HTMLFormElement): void {
  const board = createFaultBoard(form, FIELDS);
  const saver = createSaver(form, board);
  const attention = measureAttention();
  const refused = document.getElementById("faults");
  if (refused !== null) {
    board.blameAll();
    refused.focus();
  }
  startClock(form, element("clock", HTMLElement));
  form.addEventListener("input", ({ target }) => {
    board.touch(fieldOf(target));
    saver.soon();
  });
  form.addEventListener("focusout", ({ target }) => {
    board.leave(fieldOf(target));
    saver.showKnown();
  });
  // What appears above a button moves it away from below the mouse, and the press is lost.
  form.addEventListener("pointerdown", ({ target }) => saver.hold(target instanceof HTMLButtonElement));
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => saver.hold(false));
  form.addEventListener("submit", () => {
    saver.stop();
    const seconds = form.elements.namedItem("onPageSeconds");
    if (seconds instanceof HTMLInputElement) seconds.value = String(attention.seconds());
  });
  // What was typed within the last moment, when the tab is closed or left.
  window.addEventListener("pagehide", () => saver.now(true));
}

interface Saver {
  soon(): void;
  now(leaving?: boolean): void;
  /** What is known of the answers as they stand now; of later ones nothing is known yet. */
  showKnown(): void;
  /** Shows nothing until it ends. */
  hold(isHeld: boolean): void;
  stop(): void;
}

function createSaver(form: HTMLFormElement, board: FaultBoard): Saver {
  const saved = element("saved", HTMLElement);
  let timer: number | undefined;
  let isDirty = false;
  let isHeld = false;
  let known: readonly Fault[] | null = null;

  const showKnown = () => {
    if (known !== null && !isHeld) board.show(known);
  };

  const save = async (leaving: boolean) => {
    clearTimeout(timer);
    if (!isDirty) return;
    isDirty = false;
    try {
      const faults = await send(form, leaving);
      if (isDirty) return;
      known = faults;
      showKnown();
      saved.textContent = `Draft saved at ${new Date().toLocaleTimeString()}.`;
    } catch (error) {
      isDirty = true;
      saved.textContent = `The draft could not be saved (${error instanceof Error ? error.message : "no answer"}). What you typed is still on this page; copy it before you leave.`;
    }
  };
  return {
    soon() {
      isDirty = true;
      known = null;
      clearTimeout(timer);
      timer = window.setTimeout(() => void save(false), REST_MS);
    },
    now: (leaving = false) => void save(leaving),
    showKnown,
    hold(now) {
      isHeld = now;
      showKnown();
    },
    stop() {
      clearTimeout(timer);
      isDirty = false;
    },
  };
}

/** Saves the draft; the answer says what the answers lack. @throws Error with a reason for the reader. */
async function send(form: HTMLFormElement, leaving: boolean): Promise<readonly Fault[]> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  body.set("action", "draft");
  const response = await fetch(location.pathname, {
    method: "POST",
    headers: { accept: "application/json" },
    body,
    redirect: "error",
    // A browser finishes such a request after the page is gone, if it is not large.
    keepalive: leaving,
  });
  if (response.status === 401) throw new Error("you are signed out");
  if (response.status === 413) throw new Error("an answer is longer than 20,000 characters");
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const { faults } = (await response.json()) as { faults: readonly Fault[] };
  return faults;
}
