// Values next to a vendor's name and a word such as `key` or `token`, in the shape that the vendor's credentials have.
import { RE2JS } from "re2js";
import { entropyOf } from "./entropy.js";
import type { Detector } from "./match.js";
import { isPlaceholder } from "./placeholder.js";
import { NAMED_RULES } from "./rules/named.js";
import type { NamedRule } from "./rules/rule.js";

export const NAMED: readonly Detector[] = NAMED_RULES.flatMap((rule) => {
  const shape = once(() => compile(rule));
  return rule.names.map((name) => namedDetector(rule, name, shape));
});

const REACH = 260;
/** Between the name and the value; what stands there has to say that it is a secret. */
const BETWEEN = /^[\w .-]{0,40}?(?:key|token|secret|passw|pwd|auth|cred|\bpat\b)/i;
const NAME_END = "[\\w .-]{0,40}?(?:key|token|secret|passw|pwd|auth|cred|pat)[\\w.-]{0,20}";
const SIGN = "[\"'`\\])]{0,3}\\s{0,10}(?:=>|:=|={1,3}|:|,|\\(|>)\\s{0,10}(?:[\\w.]{1,30}\\()?[\"'`]?";

function compile({ shape }: NamedRule): RE2JS {
  return RE2JS.compile(`(?i)${NAME_END}${SIGN}(${shape})(?:[^0-9a-z_./+=-]|$)`);
}

function namedDetector(rule: NamedRule, name: string, shape: () => RE2JS): Detector {
  return {
    keyword: name,
    matchAt(line, at) {
      const from = at + name.length;
      const stretch = line.slice(from, from + REACH);
      if (!BETWEEN.test(stretch)) return null;
      const matcher = shape().matcher(stretch);
      if (!matcher.lookingAt()) return null;
      const value = matcher.group(1) ?? "";
      if (!isDrawn(value)) return null;
      const start = from + matcher.start(1);
      const { id, what } = rule;
      return { detector: id, what, start, end: start + value.length, value, harmless: 0, certainty: "name" };
    },
  };
}

/** Names and sentences have the same length by chance, and hardly ever these digits. */
function isDrawn(value: string): boolean {
  const digits = (value.match(/\d/g) ?? []).length;
  return (
    digits >= 2 && /[a-z]/i.test(value) && entropyOf(value) >= (value.length < 20 ? 3 : 2.9) && !isPlaceholder(value)
  );
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
