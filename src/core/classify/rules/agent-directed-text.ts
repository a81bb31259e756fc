// Recognises text that wants something from a machine that reads it. What a product says to its own model stands in strings of
// the program and is none of this: looked at are only places where people do not expect orders, and most where they do not see them.

/** Where a piece of text stands. `unseen`: a comment that no page renders, alt text. `comment`: of code. `open`: documentation. */
export type Setting = "unseen" | "comment" | "open" | "data";

/** What it wants, in words; null when it wants nothing. `text`: one line, hostile. */
export function whatItWants(text: string, setting: Setting): string | null {
  if (!WORTH_A_LOOK.test(text)) return null;
  const shown = setting === "open" ? withoutQuotations(text) : text;
  const order = ORDERS_IN[setting].find(([pattern]) => pattern.test(shown));
  if (order !== undefined) return order[1];
  if (setting !== "unseen") return null;
  const hint = HINTS.find(([pattern]) => pattern.test(text));
  if (hint !== undefined) return hint[1];
  return COMMAND.test(text) ? "holds a command" : null;
}

/** A cheap look first: nearly no line holds any of these. */
const WORTH_A_LOOK =
  /instruct|prompt|disregard|ignore|forget|override|the (?:user|human|reviewer|developer|maintainer)|\bA\.?I\b|\bLLM|assistant|agent|claude|chatgpt|copilot|gemini|cursor|<\/?system|\[\/?INST\]|<<\/?SYS>>|<\|im_|approve|curl|wget|bash|\bsh\b|powershell|npx|pip install|base64|fetch|https?:/i;

const OLDER =
  "(?:(?:all|any|every|the|your|my|of|these|those) ){0,4}(?:previous|prior|above|earlier|preceding|foregoing|system|safety)(?: and [a-z]+)?(?: system| safety| given)? (?:instructions?|prompts?|directions?|directives?|guidelines|guardrails|context)";
const PERSON = "the (?:user|human|humans|reviewers?|developers?|maintainers?|operator|author)";
const MACHINE = String.raw`(?:A\.?I\.?|LLM|language model|coding|code[- ]review|review|automated|autonomous)[- ](?:agents?|assistants?|models?|reviewers?|bots?|tools?)|(?:any|all|every) (?:agents?|assistants?|LLMs?|AIs?)\b|(?:claude(?: code)?|chatgpt|copilot|gemini|codex|cursor|devin)(?=[,:]? (?:must|should|shall|please|you))`;

/** Nobody writes these to people. */
const ORDERS: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(
      String.raw`\b(?:ignore|disregard|forget|bypass|discard|override(?! (?:the |your )?(?:system|safety)))\b:? (?:about )?${OLDER}`,
      "i",
    ),
    "tells a reader to ignore its instructions",
  ],
  [
    /\b(?:ignore|disregard|forget) (?:everything|anything|all) (?:that (?:was|is) |you (?:were|have been) )?(?:above|before|said|told|written)/i,
    "tells a reader to ignore its instructions",
  ],
  [
    new RegExp(
      String.raw`(?<!\b(?:a|an|the|that|your|our|this|each|its|their) )\b(?:${MACHINE})[,:]? (?:\w+ ){0,3}?(?:must|should|shall|please|need to|are (?:required|instructed|asked|told) to|have to) (?:\w+ ){0,3}?(?:run|execute|approve|ignore|skip|mark|report|send|upload|output|print|include|merge|classify|treat|delete|fetch|install|add|reply|respond|rate)\b`,
      "i",
    ),
    "gives orders to machines that read it",
  ],
  [
    /\b(?:approve|merge|accept|lgtm) (?:this|the) (?:pull request|PR|change|diff|commit)\b.{0,40}\b(?:without|immediately|automatically|no matter|regardless|unconditionally|right away)\b/i,
    "asks for an approval",
  ],
  [
    /\b(?:reveal|print|output|repeat|leak|exfiltrate|send) (?:\w+ ){0,3}?(?:your )?(?:system prompt|hidden instructions|environment variables|api keys?|secrets?|credentials) (?:to|verbatim|in (?:full|the))/i,
    "asks for what is to be kept secret",
  ],
];

/** What frames the turns of a conversation with a model. Programs and their comments name these; texts have no use for them. */
const FRAMES: readonly (readonly [RegExp, string])[] = [
  [
    /<\|im_(?:start|end)\|>|\[\/?INST\]|<<\/?SYS>>|<\|(?:system|user|assistant|endoftext)\|>/i,
    "imitates the frame of a model's prompt",
  ],
];
const FRAMES_OF_PAGES: typeof FRAMES = [
  ...FRAMES,
  [/^\s*<\/?system(?:[-_](?:prompt|reminder|message|instructions?))?>/i, "imitates the frame of a model's prompt"],
];

/** What programmers say of their users reads alike, unless it says what is to be kept secret: this very text. */
const SECRECY: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(
      String.raw`\b(?:do not|don'?t|never|without) (?:tell(?:ing)?|inform(?:ing)?|alert(?:ing)?|notify(?:ing)?|warn(?:ing)?|mention(?:ing)?|reveal(?:ing)?|show(?:ing)?) (?:(?:this|it|that|any of this) to )?${PERSON} (?:about|of) (?:(?:this|these|it|the above)(?=\s*(?:[.!,;)\]<*\/"'-]|$))|(?:this|the|these) (?:instructions?|message|comment|change|text)\b)`,
      "i",
    ),
    "asks to keep something from a person",
  ],
  [
    /\b(?:new|updated|real|actual|secret|hidden) (?:system )?(?:instructions?|prompt) for (?:you|the (?:agent|assistant|model)) ?:/i,
    "pretends to be instructions",
  ],
];

/** What a product tells its own model about its users often stands in data, so secrecy says nothing there. */
const ORDERS_IN: Readonly<Record<Setting, typeof ORDERS>> = {
  unseen: [...ORDERS, ...SECRECY, ...FRAMES_OF_PAGES],
  open: [...ORDERS, ...SECRECY, ...FRAMES_OF_PAGES],
  comment: [...ORDERS, ...SECRECY],
  data: [...ORDERS, ...FRAMES],
};

/** Ordinary in documentation, odd where nobody sees it. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /\byou are (?:now )?(?:an? )?(?:helpful |expert |senior |autonomous |coding )*(?:AI|A\.I\.|LLM|language model|assistant|agent|claude|chatgpt|copilot|gemini|codex|bot)\b/i,
    "speaks to a machine that reads it",
  ],
  [
    /\b(?:if you(?:'re| are) (?:an? )?(?:AI|LLM|agent|assistant|bot)|(?:note|message|attention|instructions?) (?:to|for) (?:all |any |the )?(?:AI|LLM|agents?|assistants?|claude|copilot|bots?))\b/i,
    "speaks to a machine that reads it",
  ],
  [
    /\b(?:run|execute|invoke|type|paste) (?:the|this|these)? ?(?:following )?(?:commands?|scripts?|code)\b/i,
    "asks to run a command",
  ],
  [/\b(?:fetch|download|load|post to|send (?:it )?to|upload(?: it)? to)\b.{0,60}https?:\/\//i, "asks to follow a link"],
];

const COMMAND =
  /\b(?:curl|wget)\s[^|]{0,200}\|\s*(?:sudo )?(?:ba|z)?sh\b|\b(?:bash|sh|zsh) -c\b|\bpowershell(?:\.exe)? -|\bbase64 (?:-d|--decode)\b|^\s*\$?\s*(?:sudo |npx |pip install |npm (?:i|install) |rm -rf )/i;

/** Pages about such texts quote them. */
function withoutQuotations(text: string): string {
  return text.replace(/`[^`]{0,400}`|"[^"]{0,400}"|“[^”]{0,400}”|«[^»]{0,400}»|(?<!\w)'[^']{0,400}'(?!\w)/g, " ");
}
