// Whatever the parts are, they come back as they were, in memory of about their size.
import fc from "fast-check";
import { GatheredText } from "../../src/http/gathered-text.js";

const aPart = fc.oneof(fc.uint8Array({ maxLength: 5 }), fc.uint8Array({ maxLength: 5_000 }));

it("gives back what was added, also characters that lie in two parts", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary", maxLength: 200 })), fc.array(fc.nat(300)), (texts, cuts) => {
      const whole = Buffer.from(texts.join(""));
      const gathered = new GatheredText();
      let from = 0;
      for (const cut of [...cuts, whole.length]) {
        gathered.add(whole.subarray(from, from + cut));
        from += cut;
      }

      expect(gathered.toString()).toBe(whole.toString("utf8"));
    }),
  );
});

it("holds at most a quarter more than was added, and a kilobyte", () => {
  fc.assert(
    fc.property(fc.array(aPart, { maxLength: 200 }), (parts) => {
      const gathered = new GatheredText();
      let added = 0;
      for (const part of parts) {
        gathered.add(Buffer.from(part));
        added += part.length;

        expect(gathered.heldBytes).toBeLessThanOrEqual(added * 1.25 + 1024);
      }
    }),
  );
});

it("keeps nothing of the parts themselves: what comes by the byte is held by the block", () => {
  const gathered = new GatheredText();
  const part = Buffer.from("a");
  for (let index = 0; index < 100_000; index++) gathered.add(part);
  part.write("b");

  expect(gathered.toString()).toBe("a".repeat(100_000));
  expect(gathered.heldBytes).toBeLessThan(130_000);
});

it("holds nothing once it is cleared", () => {
  const gathered = new GatheredText();
  gathered.add(Buffer.from("something"));
  gathered.clear();

  expect([gathered.heldBytes, gathered.toString()]).toEqual([0, ""]);
});
