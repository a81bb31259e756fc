import { FilesCache } from "../../src/github/context.js";
import { aFile } from "../support/build.js";

describe("the cache of changed files", () => {
  const files = (count: number) => Array.from({ length: count }, () => aFile({ content: { kind: "unchanged" } }));

  it("forgets what was used longest ago when it is full", () => {
    const cache = new FilesCache(2400);
    cache.keep("a", files(1));
    cache.keep("b", files(1));
    cache.keep("c", files(1));
    cache.keep("d", files(1));
    cache.find("a");

    cache.keep("e", files(1));

    expect(["a", "b", "c", "d", "e"].filter((key) => cache.find(key) !== null)).toEqual(["a", "c", "d", "e"]);
  });

  it("does not take what would push everything else out", () => {
    const cache = new FilesCache(2400);
    cache.keep("small", files(1));

    cache.keep("large", files(2));

    expect(cache.find("large")).toBeNull();
    expect(cache.find("small")).not.toBeNull();
  });

  it("counts what it keeps twice only once", () => {
    const cache = new FilesCache(2400);

    for (let count = 0; count < 10; count++) cache.keep("a", files(1));
    cache.keep("b", files(1));

    expect(cache.find("a")).not.toBeNull();
  });
});
