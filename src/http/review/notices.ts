// What the review page tells after something was done, by a word in its address: nothing else from there is ever shown.

export interface Notice {
  readonly tone: "good" | "wait" | "bad";
  readonly text: string;
}

export const NOTICES = {
  draft: { tone: "good", text: "Your draft is saved." },
  posted: {
    tone: "good",
    text: "Your review is on GitHub, as a comment in your name. Whether it counts is answered there in a few seconds.",
  },
  "not-posted": {
    tone: "bad",
    text: "Nothing was posted: since you submitted, something speaks against the review. Submit it again to see what. Your draft is kept.",
  },
  "post-refused": {
    tone: "bad",
    text: "GitHub did not take the comment, so nothing was submitted. Your draft is kept. Perhaps the conversation is locked, or you have no right to comment; otherwise try again.",
  },
  "post-unknown": {
    tone: "wait",
    text: "GitHub did not answer in time, so it is not known whether the comment was posted. Look at the pull request before you submit again. Your draft is kept.",
  },
} as const satisfies Record<string, Notice>;

export type NoticeName = keyof typeof NOTICES;

export function noticeNamed(name: string | undefined): NoticeName | null {
  return name !== undefined && Object.hasOwn(NOTICES, name) ? (name as NoticeName) : null;
}
