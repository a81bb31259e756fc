// Messages of the core are Markdown with code spans only: shown as code elements and text, never as markup.

export function codeSpans(text: string): readonly (HTMLElement | string)[] {
  return text.split(/`([^`]+)`/).map((part, index) => {
    if (index % 2 === 0) return part;
    const code = document.createElement("code");
    code.textContent = part;
    return code;
  });
}
