import fc from "fast-check";
import { hasOwnWords, ownProse, readableText } from "../../../src/core/markdown/own-words.js";

const HOLLOW = [
  "![the cart total is wrong for zero items](https://a.example/b.png)",
  "[![the cart total](https://a.example/b.png)](https://c.example)",
  '<img src="x.png" alt="the cart total is wrong for zero items">',
  "https://github.com/acme/shop/pull/7",
  "<https://github.com/acme/shop/pull/7>",
  "https://a.example/b and https://c.example/d, see www.e.example/f",
  "[the cart total](https://a.example) [is wrong for zero](https://b.example)",
  "[the cart total is wrong][1]\n\n[1]: https://a.example 'for zero items'",
  '<a href="https://a.example">the cart total is wrong for zero</a>',
  "<details></details>",
  "<details>\n<summary>What I found when I looked at it</summary>\n\n</details>",
  "<div><p align=center></p><br/><span></span></div>",
  "1234567890 12345 67890",
  "...... ------ !!!!! ?????",
  "supercalifragilisticexpialidocious",
  "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
  "アカウント",
  "บัญชี",
  "```ts\nconst total = items.reduce((sum, item) => sum + item.price, 0);\n```",
  "~~~\nthe cart total is wrong for zero items",
  "`the cart total is wrong for zero items`",
  "<pre>the cart total is wrong for zero items</pre>",
  "@alice @bob @acme/security",
  "acme/shop#41, #42 and #43",
  "ada@example.com, bob@example.com",
  "🚀🚀🚀🎉🎉🎉👍👍👍",
  "🇱🇬🇹🇲 🇸🇭🇮🇵 🇮🇹",
  ":rocket: :tada: :shipit: :+1:",
  "src/cart/total.ts",
  "`src/cart/total.ts`",
  "**src\\cart\\total.ts**",
  "- src/cart/total.ts:42\n- total.test.ts",
  "> the cart total is wrong for zero items",
  "<!-- the cart total is wrong for zero items -->",
  "ok <!-- the cart total\n\nis wrong for zero items",
  "&nbsp;&nbsp;&#32;&emsp;",
  "\u200b\u2800\u3164\u00ad",
  "t h e c a r t t o t a l",
  "see the code",
  "`cartTotal` lgtm, ship it",
];

const SAID = [
  "Rundungsfehler möglich",
  "Bei 0 Stück kostet es nichts.",
  "金额取整后会少一分钱",
  "請看src/cart/total.ts文件里的循环",
  "カートが空のときは零円になる",
  "잔액이 음수일 수 있음",
  "قد يكون المبلغ سالبًا",
  "ตะกร้าว่างเปล่าไม่คิดเงิน",
  "Пустая корзина стоит ноль",
  "Άδειο καλάθι",
  "The test for zero passes",
  "No edge cases: empty cart is safe",
  "See https://a.example/b: the total is wrong for zero.",
  "`cartTotal` multiplies by the quantity",
  "the total in src/cart/total.ts rounds twice",
  "client/server retries collide",
  "a < b and c > d swap when sorting",
  "The type `Map<string, Cart>` hides an empty key",
  "Strip `<!--` from pages before they are shown",
  "#41 asks for two decimals",
  "@alice measured both ways",
];

describe("hasOwnWords", () => {
  it.each(HOLLOW)("finds none in %j", (text) => {
    expect(hasOwnWords(text)).toBe(false);
  });

  it.each(SAID)("finds some in %j", (text) => {
    expect(hasOwnWords(text)).toBe(true);
  });

  const inline = (text: string) =>
    fc.constantFrom(
      `**${text}**`,
      `~~*${text}*~~`,
      `<b>${text}</b>`,
      `<p title="and words that nobody sees">${text}</p>`,
      `${text}\n<!-- and words that nobody sees -->`,
    );
  const block = (text: string) =>
    fc.constantFrom(
      text,
      `- ${text.replaceAll("\n", "\n  ")}`,
      `1. ${text.replaceAll("\n", "\n   ")}`,
      `<details>\n<summary>More about it all</summary>\n\n${text}\n\n</details>`,
      `<!-- and words that nobody sees -->\n${text}`,
      `${text}\n\n![and words that nobody reads](https://a.example/b.png)`,
      `${text}\n\n> and what somebody else said about it`,
    );
  const some = (texts: readonly string[]) => fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 });
  /** Without what is open to the end, which takes in whatever follows, and without single words, of which two are words. */
  const markup = HOLLOW.filter((text) => !/^(?:~~~|ok <!--|see |super|Rind|ア|บ)/.test(text));
  const flat = markup.filter((text) => !/^[>`]|\n/.test(text));

  it("finds none however hollow texts are wrapped and piled up", () => {
    const piles = some(markup).chain((texts) => fc.tuple(...texts.map(block)).map((all) => all.join("\n\n")));

    fc.assert(fc.property(piles, (text) => expect(hasOwnWords(text)).toBe(false)));
    fc.assert(fc.property(fc.constantFrom(...flat).chain(inline), (text) => expect(hasOwnWords(text)).toBe(false)));
  });

  it("finds them however they are wrapped, and among whatever hollow texts they stand", () => {
    const said = fc
      .constantFrom(...SAID)
      .chain(inline)
      .chain(block);
    const among = fc.tuple(some(markup), said).map(([hollow, text]) => `${hollow.join("\n\n")}\n\n${text}`);

    fc.assert(fc.property(among, (text) => expect(hasOwnWords(text)).toBe(true)));
  });
});

describe("readableText", () => {
  it.each([
    ["re**fund**s", "re**fund**s"],
    ["re<b>fund</b>s", "refunds"],
    ["re<!-- x -->funds", "refunds"],
    ["re&shy;fun&#100;&#x73;", "refunds"],
    ["[re](https://a.example)funds", "refunds"],
    ["&aopf;&eacute; &lt;b&gt;", "ae  b "],
    ["`<!--` stays", "`<!--` stays"],
    ["a < b > c", "a < b > c"],
  ])("of %j is %j", (markdown, text) => {
    expect(readableText(markdown)).toBe(text);
  });

  it("is there for every text, and the prose as well", () => {
    const pieces = [
      "<",
      ">",
      "<!--",
      "-->",
      "[",
      "](",
      ")",
      "`",
      "```\n",
      "&#",
      ";",
      "\n",
      "> ",
      "a",
      "://",
      "@",
      "#1",
      ".",
    ];
    const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((some) => some.join(""));

    fc.assert(
      fc.property(soup, (text) => {
        expect(readableText(text).length).toBeLessThanOrEqual(text.length);
        expect(ownProse(text).length).toBeLessThanOrEqual(text.length + 1);
      }),
    );
  });
});
