import { gather } from "../../src/db/gather.js";

/** A writer that notes its batches and answers only when it is told to. */
function aSlowWriter() {
  const batches: string[][] = [];
  const waiting: (() => void)[] = [];
  const write = (batch: readonly string[]) => {
    batches.push([...batch]);
    return new Promise<readonly string[]>((resolve) => {
      waiting.push(() => resolve(batch.map((item) => `wrote ${item}`)));
    });
  };
  const answerNext = async () => {
    waiting.shift()?.();
    // Lets the gathering go on: a handful of promise callbacks, no time.
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { batches, write, answerNext };
}

describe("gather", () => {
  it("writes a lone item at once", async () => {
    const { batches, write, answerNext } = aSlowWriter();
    const put = gather(write);

    const written = put("a");
    await answerNext();

    expect(batches).toEqual([["a"]]);
    expect(await written).toBe("wrote a");
  });

  it("writes what comes during a write together in the next one, and answers each with its own result", async () => {
    const { batches, write, answerNext } = aSlowWriter();
    const put = gather(write);

    const all = Promise.all(["a", "b", "c"].map((item) => put(item)));
    await answerNext();
    await answerNext();

    expect(batches).toEqual([["a"], ["b", "c"]]);
    expect(await all).toEqual(["wrote a", "wrote b", "wrote c"]);
  });

  it("bounds a batch", async () => {
    const sizes: number[] = [];
    const put = gather(async (batch: readonly number[]) => {
      sizes.push(batch.length);
      return batch;
    });

    await Promise.all(Array.from({ length: 120 }, (_item, index) => put(index)));

    expect(Math.max(...sizes)).toBe(50);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(120);
  });

  it("fails only the item that cannot be written when its batch fails", async () => {
    const put = gather(async (batch: readonly string[]) => {
      if (batch.includes("poison")) throw new Error("cannot be written");
      return batch;
    });

    const results = await Promise.allSettled(["first", "a", "poison", "b"].map((item) => put(item)));

    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  });

  it("goes on after a failure", async () => {
    let broken = true;
    const put = gather(async (batch: readonly string[]) => {
      if (broken) throw new Error("down");
      return batch;
    });

    await expect(put("a")).rejects.toThrow("down");
    broken = false;

    expect(await put("b")).toBe("b");
  });
});
