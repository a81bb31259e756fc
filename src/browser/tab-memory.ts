// Keeps what was typed over a reload of the tab, in the tab's own storage and nowhere else. Gone with the tab.

/** Names and values of fields, in the order of the form. */
export type Fields = readonly (readonly [name: string, value: string])[];

export interface Remembered {
  readonly fields: Fields;
  readonly elevated: boolean;
  /** A sealed comment that may not have been copied yet; it takes the place of what was typed. */
  readonly comment: string | null;
}

export interface TabMemory {
  load(): Remembered | null;
  save(remembered: Remembered): void;
}

/** A browser may refuse storage. That is no reason not to seal: only a reload then loses what was typed. */
export function openTabMemory(key: string): TabMemory {
  return {
    load() {
      try {
        const text = sessionStorage.getItem(key);
        return text === null ? null : (JSON.parse(text) as Remembered);
      } catch {
        return null;
      }
    },
    save(remembered) {
      try {
        sessionStorage.setItem(key, JSON.stringify(remembered));
      } catch {
        // See above.
      }
    },
  };
}

export function readFields(form: HTMLFormElement): Fields {
  return [...new FormData(form)].map(([name, value]) => [name, String(value)] as const);
}

export function writeFields(form: HTMLFormElement, fields: Fields): void {
  for (const control of form.elements) {
    if (control instanceof HTMLTextAreaElement || control instanceof HTMLInputElement) write(control, fields);
  }
}

function write(control: HTMLTextAreaElement | HTMLInputElement, fields: Fields): void {
  const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
  if (control.type === "radio" || control.type === "checkbox") {
    (control as HTMLInputElement).checked = values.includes(control.value);
  } else {
    control.value = values[0] ?? "";
  }
}
