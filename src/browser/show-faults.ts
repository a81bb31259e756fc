// Shows below each field what it lacks. A field that nobody has come to yet is not blamed; one that is being typed into is told
// in calm words, and in red once it was left.
import { capital } from "../core/markdown/say.js";
import { codeSpans } from "./code-spans.js";

export interface Fault {
  readonly field: string;
  /** One line of Markdown without a period. */
  readonly message: string;
}

export interface FaultBoard {
  /** A control of the field got the first or another input. */
  touch(field: string): void;
  leave(field: string): void;
  /** From now on every fault is shown, and in red. */
  blameAll(): void;
  show(faults: readonly Fault[]): void;
  /** Moves to the first of them, in the order of the page. */
  focusFirst(faults: readonly Fault[]): void;
}

/** `fields` in the order of the page. */
export function createFaultBoard(form: HTMLFormElement, fields: readonly string[]): FaultBoard {
  const touched = new Set<string>();
  const left = new Set<string>();
  return {
    touch(field) {
      touched.add(field);
    },
    leave(field) {
      if (touched.has(field)) left.add(field);
    },
    blameAll() {
      for (const field of fields) {
        touched.add(field);
        left.add(field);
      }
    },
    show(faults) {
      for (const field of fields) {
        const messages = touched.has(field) ? messagesOf(field, faults) : [];
        showField(form, field, { messages, calm: !left.has(field) });
      }
    },
    focusFirst(faults) {
      const first = fields.find((field) => faults.some((fault) => fault.field === field));
      if (first !== undefined) targetOf(form, first)?.focus();
    },
  };
}

function messagesOf(field: string, faults: readonly Fault[]): readonly string[] {
  return faults.filter((fault) => fault.field === field).map(({ message }) => `${capital(message)}.`);
}

interface Shown {
  readonly messages: readonly string[];
  readonly calm: boolean;
}

function showField(form: HTMLFormElement, field: string, { messages, calm }: Shown): void {
  const place = document.getElementById(`${field}-fault`);
  if (place === null) return;
  const faulty = messages.length > 0;
  const text = messages.join(" ");
  // A screen reader may read what is set anew once more.
  if (place.dataset.text !== text) place.replaceChildren(...codeSpans(text));
  place.dataset.text = text;
  place.hidden = !faulty;
  // The same size: on the way to a button nothing may move away from below the mouse.
  place.classList.toggle("calm", calm);
  const example = document.getElementById(`${field}-example`);
  if (example !== null) example.hidden = !faulty;
  for (const control of controlsOf(form, field)) {
    // A radio button is never invalid by itself; its group is described by the fault.
    if (control instanceof HTMLInputElement && control.type === "radio") continue;
    if (faulty && !calm) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
}

/** The field's own control, or those inside of its group. */
function controlsOf(form: HTMLFormElement, field: string): readonly HTMLElement[] {
  const own = form.querySelector<HTMLElement>(`#${field}`);
  if (own instanceof HTMLFieldSetElement) return [...own.querySelectorAll<HTMLElement>("input")];
  return own === null ? [] : [own];
}

/** What is nobody's field is told where it is shown. */
function targetOf(form: HTMLFormElement, field: string): HTMLElement | null {
  const controls = controlsOf(form, field);
  const open = controls.find((control) => !(control instanceof HTMLInputElement && control.checked));
  const place = document.getElementById(`${field}-fault`);
  if (open === undefined && place !== null) place.tabIndex = -1;
  return open ?? place;
}
