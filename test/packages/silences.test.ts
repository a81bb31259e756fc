import { createSilences } from "../../src/packages/http/silences.js";
import { Unanswered, Unreachable } from "../../src/packages/http/unanswered.js";

const fails = () => Promise.reject(new Unreachable("answered 503"));
const works = () => Promise.resolve("yes");

function aClock() {
  let now = 1_000;
  const pass = (ms: number) => {
    now += ms;
  };
  return { silences: createSilences(() => now), pass };
}

async function miss(silences: ReturnType<typeof createSilences>, times: number, host = "npm.example") {
  for (let n = 0; n < times; n++) await silences.run(host, fails).catch(() => undefined);
}

describe("a host that does not answer", () => {
  it("is asked again after one or two failures", async () => {
    const { silences } = aClock();
    await miss(silences, 2);

    await expect(silences.run("npm.example", works)).resolves.toBe("yes");
  });

  it("is left alone after three in a row, without being asked", async () => {
    const { silences } = aClock();
    await miss(silences, 3);
    let asked = false;

    const answer = silences.run("npm.example", async () => {
      asked = true;
    });

    await expect(answer).rejects.toThrow("has not been answering for a while");
    expect(asked).toBe(false);
  });

  it("is asked again however often it refused a question", async () => {
    const { silences } = aClock();
    const refuses = () => Promise.reject(new Unanswered("answered 400"));
    for (let n = 0; n < 5; n++) await silences.run("npm.example", refuses).catch(() => undefined);

    await expect(silences.run("npm.example", works)).resolves.toBe("yes");
  });

  it("does not silence another host", async () => {
    const { silences } = aClock();
    await miss(silences, 3);

    await expect(silences.run("pypi.example", works)).resolves.toBe("yes");
  });

  it("is tried again after a minute, and left alone again at once when it still fails", async () => {
    const { silences, pass } = aClock();
    await miss(silences, 3);
    pass(60_001);
    await expect(silences.run("npm.example", fails)).rejects.toThrow("answered 503");

    await expect(silences.run("npm.example", works)).rejects.toThrow("has not been answering");
  });

  it("is as good as new after one answer", async () => {
    const { silences, pass } = aClock();
    await miss(silences, 3);
    pass(60_001);
    await silences.run("npm.example", works);
    await miss(silences, 2);

    await expect(silences.run("npm.example", works)).resolves.toBe("yes");
  });
});
