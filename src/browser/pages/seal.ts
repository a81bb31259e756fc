// The script of the sealing page (src/http/seal-page.ts): checks what is typed as the server will, encrypts it, and gives the
// comment to paste. INVARIANT: it sends nothing; the page's content policy would stop it if it tried.
import {
  findSealFaults,
  formatSealedComment,
  type SealDraft,
  type SealFault,
  sizeOf,
  toPlaintext,
} from "../../core/comments/answers/seal-draft.js";
import { formatAnswers, QUESTIONS } from "../../core/comments/form.js";
import { element } from "../element.js";
import { encryptTo } from "../encrypt-to.js";
import { fieldOf, readAnswers, readVerdict } from "../read-answers.js";
import { openSealedComment, type SealedComment } from "../sealed-comment.js";
import { createFaultBoard, type FaultBoard } from "../show-faults.js";
import { openTabMemory, readFields, type TabMemory, writeFields } from "../tab-memory.js";
import { type Given, takeFragment } from "../take-fragment.js";

interface Page {
  readonly form: HTMLFormElement;
  readonly status: HTMLElement;
  readonly reviewer: HTMLInputElement;
  readonly fingerprint: HTMLInputElement;
  /** Hidden unless the change asks for it. */
  readonly checklist: HTMLFieldSetElement;
  readonly board: FaultBoard;
  readonly memory: TabMemory;
  readonly sealed: SealedComment;
}

/** In the order of the page. */
const FIELDS = ["reviewer", "fingerprint", "verdict", ...QUESTIONS.map(({ id }) => id), "checklist", "size", "form"];

run(findPage());

function run(page: Page): void {
  const { form } = page;
  form.addEventListener("input", ({ target }) => onInput(page, fieldOf(target)));
  form.addEventListener("focusout", ({ target }) => {
    page.board.leave(fieldOf(target));
    check(page);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void seal(page);
  });
  // The link of a newer answer, opened in this tab.
  window.addEventListener("hashchange", () => {
    const given = takeFragment();
    if (given !== null) fillIn(page, given);
  });
  fillIn(page, takeFragment());
  element("without-script", HTMLElement).hidden = true;
  form.hidden = false;
}

function findPage(): Page {
  const form = element("seal", HTMLFormElement);
  return {
    form,
    status: element("status", HTMLElement),
    reviewer: element("reviewer", HTMLInputElement),
    fingerprint: element("fingerprint", HTMLInputElement),
    checklist: element("checklist", HTMLFieldSetElement),
    board: createFaultBoard(form, FIELDS),
    memory: openTabMemory(`countersign seal ${form.dataset.pull}`),
    sealed: openSealedComment(),
  };
}

/** From what this tab remembers, then from the link, which knows better who and what. */
function fillIn(page: Page, given: Given | null): void {
  const { form, status, reviewer, fingerprint, checklist, memory, sealed } = page;
  const remembered = memory.load();
  if (remembered !== null) writeFields(form, remembered.fields);
  if (remembered?.comment === null) status.textContent = "What you had typed in this tab is here again.";
  const isOfThisVersion = given === null || given.fingerprint === fingerprint.value;
  const comment = isOfThisVersion ? (remembered?.comment ?? null) : null;
  checklist.hidden = (given ?? remembered)?.elevated !== true;
  if (given !== null) {
    reviewer.value = given.reviewer;
    fingerprint.value = given.fingerprint;
    remember(page, comment);
  }
  if (comment !== null) sealed.show(comment);
  check(page);
}

const OUTDATED = "The form has changed since it was sealed. Seal it again.";

function onInput(page: Page, field: string): void {
  const { board, status, sealed } = page;
  const isOutdated = sealed.isShown() || status.textContent === OUTDATED;
  status.textContent = isOutdated ? OUTDATED : "";
  sealed.hide();
  board.touch(field);
  remember(page, null);
  check(page);
}

async function seal(page: Page): Promise<void> {
  const { form, status, board, sealed } = page;
  board.blameAll();
  const faults = check(page);
  if (faults.length > 0) {
    status.textContent = sayNotSealed(faults);
    board.focusFirst(faults);
    return;
  }
  try {
    const comment = formatSealedComment(await encryptTo(form.dataset.recipient ?? "", toPlaintext(draftOf(page))));
    remember(page, comment);
    status.textContent = "";
    sealed.show(comment);
    sealed.focus();
  } catch (error) {
    status.textContent = `This browser could not seal it (${String(error)}). What you typed is still here, and nothing was sent.`;
  }
}

/** Shows what is missing, and gives it. */
function check(page: Page): readonly SealFault[] {
  const draft = draftOf(page);
  const faults = inPlainWords(findSealFaults(draft), page);
  page.board.show(faults);
  element("size", HTMLElement).textContent = sizeOf(draft).toLocaleString("en");
  return faults;
}

function draftOf({ form, reviewer, fingerprint, checklist }: Page): SealDraft {
  const answers = readAnswers(form, !checklist.hidden);
  return {
    reviewer: reviewer.value,
    pull: form.dataset.pull ?? "",
    fingerprint: fingerprint.value,
    verdict: readVerdict(form),
    form: formatAnswers(answers, answers.checklist),
    elevated: !checklist.hidden,
  };
}

/** `comment`: what was typed is sealed in it, and not kept any longer. */
function remember({ form, checklist, memory }: Page, comment: string | null): void {
  const fields = readFields(form).filter(([name]) => comment === null || name === "reviewer" || name === "fingerprint");
  memory.save({ fields, elevated: !checklist.hidden, comment });
}

/** A field that is empty has no heading to be told about. */
function inPlainWords(faults: readonly SealFault[], { form }: Page): readonly SealFault[] {
  const answers = readAnswers(form, false);
  const blank = QUESTIONS.filter(({ id }) => answers[id].trim() === "").map(({ id }): string => id);
  return faults.map((fault) =>
    blank.includes(fault.field) ? { ...fault, message: "expected an answer, received none" } : fault,
  );
}

function sayNotSealed(faults: readonly SealFault[]): string {
  const count = new Set(faults.map(({ field }) => field)).size;
  return `Not sealed yet: ${count === 1 ? "one thing has" : `${count} things have`} to be mended, as shown above.`;
}
