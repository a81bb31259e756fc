import { gatherSignals } from "../../src/queue/timers.js";

/** Rests that end when the test says so. */
function aRest() {
  const ends: (() => void)[] = [];
  return {
    timers: { atMost: () => new Promise<void>((resolve) => void ends.push(resolve)) },
    async end() {
      ends.shift()?.();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

it("passes the first signal on at once, and those of the rest after it as one", async () => {
  let passed = 0;
  const rest = aRest();
  const signal = gatherSignals(() => void passed++, rest.timers);

  signal();
  signal();
  signal();
  expect(passed).toBe(1);

  await rest.end();
  expect(passed).toBe(2);
});

it("passes nothing on when nothing came during the rest", async () => {
  let passed = 0;
  const rest = aRest();
  const signal = gatherSignals(() => void passed++, rest.timers);

  signal();
  await rest.end();
  expect(passed).toBe(1);

  signal();
  expect(passed).toBe(2);
});
