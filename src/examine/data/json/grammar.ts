// The grammar of JSON over its tokens, with a stack of its own. Trailing commas are told, not refused.
import type { Token } from "./tokens.js";

/** `wrong`: the token may not stand here. `repeated`: a key that its object has already. */
export type Role = "key" | "value" | "bracket" | "trailing comma" | "separator" | "repeated" | "wrong";

interface Open {
  /** Null in an array. */
  readonly keys: Set<string> | null;
  expects: "first" | "entry" | "colon" | "value" | "end";
}

export interface Grammar {
  /** How many collections are open. */
  depth(): number;
  /** The role of the next token that is neither blank nor comment. */
  take(token: Token): Role;
  isComplete(): boolean;
}

export function createGrammar(): Grammar {
  const stack: Open[] = [];
  let isDone = false;

  function take({ kind, value }: Token): Role {
    const open = stack.at(-1);
    if (kind === "," || kind === ":") return takeSeparator(open, kind);
    if (kind === "}" || kind === "]") return close(kind === "}");
    if (kind === "string" && open?.keys && (open.expects === "first" || open.expects === "entry"))
      return takeKey(open, value);
    if (kind === "wrong" || !takeValue(open)) return "wrong";
    if (kind !== "{" && kind !== "[") return "value";
    stack.push({ keys: kind === "{" ? new Set() : null, expects: "first" });
    return "bracket";
  }

  function takeValue(open: Open | undefined): boolean {
    if (open === undefined) {
      const isFirst = !isDone;
      isDone = true;
      return isFirst;
    }
    const expected = open.keys === null ? ["first", "entry"] : ["value"];
    const isExpected = expected.includes(open.expects);
    open.expects = "end";
    return isExpected;
  }

  function close(isObject: boolean): Role {
    const open = stack.pop();
    if (open === undefined || (open.keys !== null) !== isObject) return "wrong";
    if (open.expects === "entry") return "trailing comma";
    return open.expects === "first" || open.expects === "end" ? "bracket" : "wrong";
  }

  return { depth: () => stack.length, take, isComplete: () => isDone && stack.length === 0 };
}

function takeSeparator(open: Open | undefined, kind: "," | ":"): Role {
  if (open?.expects !== (kind === "," ? "end" : "colon")) return "wrong";
  open.expects = kind === "," ? "entry" : "value";
  return "separator";
}

function takeKey(open: Open, key: string): Role {
  if (open.keys?.has(key)) return "repeated";
  open.keys?.add(key);
  open.expects = "colon";
  return "key";
}
