import { describe, expect, it } from "@jest/globals";
import { wordsOf } from "../../../src/core/classify/sensitive-words.js";

describe("wordsOf", () => {
  it.each([
    ["src/userAuth.ts", ["src", "user", "auth", "ts"]],
    ["OAuth2TokenStore.java", ["auth", "oauth", "token", "store", "oauth2tokenstore"]],
    ["sign-in_form.tsx", ["sign", "in", "signin", "form"]],
    ["HTTPSProxy", ["https", "proxy"]],
    ["user2FA.go", ["user", "2", "fa", "2fa"]],
    ["Müller/größe", ["müller", "größe"]],
  ])("splits %s", (name, words) => {
    expect([...wordsOf(name)]).toEqual(expect.arrayContaining(words));
  });

  it.each([
    ["src/author.ts", "auth"],
    ["tokenizer.py", "token"],
    ["routing.ts", "role"],
    ["unauthorised", "auth"],
  ])("finds no part of a word in %s", (name, word) => {
    expect(wordsOf(name).has(word)).toBe(false);
  });
});
