import { oncePer } from "../../../src/core/ground/once-per.js";

describe("oncePer", () => {
  it("computes once for each object, an answer of null as well", () => {
    const asked: string[] = [];
    const answerOf = oncePer(({ name }: { readonly name: string }) => {
      asked.push(name);
      return null;
    });
    const robin = { name: "robin" };

    expect([answerOf(robin), answerOf(robin), answerOf({ name: "sam" })]).toEqual([null, null, null]);
    expect(asked).toEqual(["robin", "sam"]);
  });

  it("knows nothing of a changed copy", () => {
    const lengthOf = oncePer(({ items }: { readonly items: readonly number[] }) => items.length);
    const short = { items: [1] };

    expect([lengthOf(short), lengthOf({ ...short, items: [1, 2] })]).toEqual([1, 2]);
  });
});
