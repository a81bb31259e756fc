// The result of the sealing page: the comment to paste, and its button.
import { copyText } from "./copy-text.js";
import { element } from "./element.js";

export interface SealedComment {
  show(comment: string): void;
  hide(): void;
  isShown(): boolean;
  focus(): void;
}

export function openSealedComment(): SealedComment {
  const section = element("result", HTMLElement);
  const area = element("comment", HTMLTextAreaElement);
  const copied = element("copied", HTMLElement);
  element("copy", HTMLButtonElement).addEventListener("click", async () => {
    copied.textContent = "";
    copied.textContent = await copyText(area);
  });
  return {
    show(comment) {
      area.value = comment;
      copied.textContent = "";
      section.hidden = false;
    },
    hide() {
      section.hidden = true;
      area.value = "";
    },
    isShown: () => !section.hidden,
    focus: () => element("sealed", HTMLElement).focus(),
  };
}
