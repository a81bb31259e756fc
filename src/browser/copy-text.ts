// Copies a text for the reader, or selects it where the browser gives no access to the clipboard (pages without https).

/** What to tell the reader. */
export async function copyText(area: HTMLTextAreaElement): Promise<string> {
  try {
    await navigator.clipboard.writeText(area.value);
    return "Copied.";
  } catch {
    area.focus();
    area.select();
    return "The whole text is selected: copy it with Ctrl+C, or ⌘C on a Mac.";
  }
}
