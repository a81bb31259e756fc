// What a Markdown text holds at its top level: fenced blocks and headed sections. What stands in a quote, in a list's
// fence, in another fence or in an HTML comment is somebody else's or nobody's word and does not count. One pass, linear.

import { closesFence, fenceMark, withoutLineComments } from "./read-lines.js";

export interface FencedBlock {
  /** First word behind the opening fence, lower case. */
  readonly language: string;
  readonly text: string;
  readonly closed: boolean;
}

export interface Section {
  readonly title: string;
  /** Everything to the next heading of the same or a higher rank, without HTML comments, trimmed. */
  readonly text: string;
}

export interface MarkdownOutline {
  readonly blocks: readonly FencedBlock[];
  readonly sections: readonly Section[];
}

export function outlineMarkdown(text: string): MarkdownOutline {
  const reader = new OutlineReader();
  for (const line of text.split(/\r\n?|\n/)) reader.read(line);
  return reader.finish();
}

interface OpenFence {
  readonly mark: string;
  readonly language: string;
  readonly indent: number;
  /** Width of the list marker in front of the fence; 0 at the top level. */
  readonly container: number;
  readonly lines: string[];
}

interface OpenSection {
  readonly title: string;
  readonly level: number;
  readonly lines: string[];
}

const MAX_TITLE_CHARS = 200;

class OutlineReader {
  private readonly blocks: FencedBlock[] = [];
  private readonly sections: OpenSection[] = [];
  private open: OpenSection[] = [];
  private fence: OpenFence | null = null;
  private inComment = false;

  read(line: string): void {
    if (this.fence !== null && this.readFenced(line, this.fence)) return;
    if (this.inComment || /^ {0,3}<!--/.test(line)) {
      this.inComment = !line.includes("-->", this.inComment ? 0 : line.indexOf("<!--") + 4);
      return;
    }
    if (/^ {0,3}>/.test(line)) {
      this.keep(line);
      return;
    }
    if (!this.openFence(line) && !this.openSection(line)) this.keep(withoutLineComments(line));
  }

  finish(): MarkdownOutline {
    if (this.fence !== null) this.closeFence(this.fence, false);
    return {
      blocks: this.blocks,
      sections: this.sections.map(({ title, lines }) => ({ title, text: lines.join("\n").trim() })),
    };
  }

  /** False: the list that held the fence ended before this line. */
  private readFenced(line: string, fence: OpenFence): boolean {
    const indent = line.length - line.trimStart().length;
    if (fence.container > 0 && indent < fence.container && line.trim() !== "") {
      this.closeFence(fence, false);
      return false;
    }
    this.keep(line);
    if (closesFence(line.slice(fence.container), fence.mark)) this.closeFence(fence, true);
    else fence.lines.push(line.slice(Math.min(indent, fence.indent)));
    return true;
  }

  private closeFence(fence: OpenFence, closed: boolean): void {
    this.fence = null;
    if (fence.container === 0) this.blocks.push({ language: fence.language, text: fence.lines.join("\n"), closed });
  }

  private openFence(line: string): boolean {
    const marker = /^ {0,3}(?:[-*+]|\d{1,9}[.)]) {1,4}/.exec(line)?.[0] ?? "";
    const rest = line.slice(marker.length);
    const mark = fenceMark(rest);
    if (mark === null) return false;
    const indent = rest.indexOf(mark);
    const info = rest.slice(indent + mark.length);
    const language = info.trim().split(/\s/, 1)[0]?.toLowerCase() ?? "";
    this.keep(line);
    this.fence = { mark, language, indent, container: marker.length, lines: [] };
    return true;
  }

  private openSection(line: string): boolean {
    const marks = /^ {0,3}(#{1,6})(?:[ \t]|$)/.exec(line);
    if (marks === null) return false;
    const level = marks[1]?.length ?? 1;
    const title = withoutLineComments(line.slice(marks[0].length)).trim().slice(0, MAX_TITLE_CHARS);
    this.open = this.open.filter((section) => section.level < level);
    this.keep(line);
    const section = { title: title.replace(/(?:[ \t]#+|:)$/, "").trim(), level, lines: [] };
    this.open.push(section);
    this.sections.push(section);
    return true;
  }

  private keep(line: string): void {
    for (const section of this.open) section.lines.push(line);
  }
}
