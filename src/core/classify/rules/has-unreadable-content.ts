// Changes that could not be read, and gaps in the list of changes. What nobody saw is never safe.
import { changeFinding, fileFinding, type Rule } from "../rule.js";

export const hasUnreadableContent: Rule = {
  id: "has-unreadable-content",
  question: "Is there a change that could not be read?",
  tier: "high-stakes",
  reason: "what could not be read cannot be classified",
  remedy: "split the pull request, or shrink the file, until GitHub shows the whole diff",
  examples: {
    found: ["a patch that is cut off", "a pull request of more than 3,000 files"],
    left: ["a readable patch"],
  },
  fixed: true,
  find(view) {
    const gaps = view.change.gaps.map((gap) => changeFinding(this, gap));
    const unreadable = view.files.flatMap((file) => {
      const { content } = file.file;
      return content.kind === "unreadable" ? [fileFinding(this, file, `cannot be read: ${content.reason}`)] : [];
    });
    return [...gaps, ...unreadable];
  },
};
