import fc from "fast-check";
import { loaded, type Source, unavailable } from "../../src/core/facts/source.js";
import type { RepositoryRef } from "../../src/core/facts/work.js";
import {
  staleNumbers,
  sweep,
  sweepAll,
  sweepInstallation,
  sweepRepository,
  sweepStale,
} from "../../src/pipeline/sweep.js";
import type { AskedRepository, ListedPull, OpenPull, PullList } from "../../src/ports.js";
import { aSnapshot } from "../support/assessments.js";
import { aFakeWorld, REF } from "../support/fake-ports.js";

const other: RepositoryRef = { installationId: 77, repositoryId: 4343, owner: "acme", name: "web" };
const listed = (number: number, updatedAt: string, open = true): ListedPull => {
  return { number, open, baseRef: "main", headSha: "", updatedAt };
};
const whole = (...pulls: ListedPull[]): Source<PullList> => loaded({ pulls, open: pulls.length, whole: true });

/** The same list for every repository, unless `of` says another one. */
function lists(list: Source<PullList>, of: (repository: AskedRepository) => Source<PullList> = () => list) {
  return async (asked: readonly AskedRepository[]) => new Map(asked.map((one) => [one.repositoryId, of(one)]));
}
const at = (time: string) => new Date(`2026-03-02T${time}Z`);

describe("the short sweep", () => {
  it("asks nothing of GitHub itself: every installation waits for its own answers only", async () => {
    const world = aFakeWorld(aSnapshot());
    world.dependencies.store.listRepositories = async () => [
      other,
      { ...REF, installationId: 78 },
      { ...other, repositoryId: 4344 },
    ];
    world.dependencies.reader.listPulls = () => new Promise(() => undefined);

    await sweep(world.dependencies);

    expect(world.queued.map(({ item }) => item)).toEqual([
      { kind: "installation-sweep", installationId: 77 },
      { kind: "installation-sweep", installationId: 78 },
    ]);
  });

  it("reads the repositories of its installation only", async () => {
    const world = aFakeWorld(aSnapshot());
    world.dependencies.store.listRepositories = async () => [other, { ...REF, installationId: 78 }];
    world.dependencies.store.listOpen = async () => [];
    world.dependencies.reader.listPulls = lists(whole(), ({ installationId }) => {
      if (installationId !== 78) throw new Error("of another installation");
      return whole(listed(1, "2026-03-02T11:00:00Z"));
    });

    await sweepStale(78, world.dependencies);

    expect(world.queuedKeys()).toEqual(["pull:4242#1"]);
  });

  it("looks again at what changed after its evaluation, what was never evaluated, and what is open no more", async () => {
    const world = aFakeWorld(aSnapshot());
    world.dependencies.reader.listPulls = lists(
      whole(listed(1, "2026-03-02T11:00:00Z"), listed(2, "2026-03-02T09:00:00Z"), listed(3, "2026-03-02T09:00:00Z")),
    );
    world.dependencies.store.listOpen = async () => [
      { ref: { ...REF, number: 1 }, headSha: null, evaluatedAt: at("10:00:00") },
      { ref: { ...REF, number: 2 }, headSha: null, evaluatedAt: at("10:00:00") },
      { ref: { ...REF, number: 4 }, headSha: null, evaluatedAt: at("10:00:00") },
    ];

    await sweepStale(REF.installationId, world.dependencies);

    expect(world.queuedKeys()).toEqual(["pull:4242#1", "pull:4242#3", "pull:4242#4"]);
  });

  it("goes on with the next repository when one cannot be read", async () => {
    const world = aFakeWorld(aSnapshot());
    world.dependencies.store.listRepositories = async () => [other, REF];
    world.dependencies.store.listOpen = async () => [];
    world.dependencies.reader.listPulls = lists(whole(listed(1, "2026-03-02T11:00:00Z")), ({ repositoryId }) =>
      repositoryId === other.repositoryId ? unavailable("it cannot be seen") : whole(listed(1, "2026-03-02T11:00:00Z")),
    );

    await sweepStale(REF.installationId, world.dependencies);

    expect(world.queuedKeys()).toEqual(["pull:4242#1"]);
  });

  it("lists everything of a repository where what was touched does not tell who is open", async () => {
    const world = aFakeWorld(aSnapshot());
    world.dependencies.store.listOpen = async () => [
      { ref: { ...REF, number: 1 }, headSha: null, evaluatedAt: at("10:00:00") },
    ];
    const asked: (string | undefined)[] = [];
    world.dependencies.reader.listPulls = lists(whole(), ({ since }) => {
      asked.push(since);
      if (since !== undefined) return loaded({ pulls: [], open: 2, whole: false });
      return whole(listed(1, "2026-03-02T09:00:00Z"), listed(2, "2026-03-02T09:00:00Z"));
    });

    await sweepStale(REF.installationId, world.dependencies);

    expect(world.queuedKeys()).toEqual(["pull:4242#2"]);
    expect(asked).toEqual(["2026-03-02T10:00:00.000Z", undefined]);
  });

  it("finds in what was touched since what a list of everything open shows, or says that it cannot", () => {
    let told = 0;
    fc.assert(
      fc.property(fc.array(aPull(), { maxLength: 12 }), fc.nat(20), (pulls, further) => {
        const all = pulls.map((pull, index) => ({ ...pull, number: index + 1 }));
        const known = all.filter(({ isKnown }) => isKnown).map(toKnown);
        const open = all.filter(({ closedAt }) => closedAt === null).map(toListed);
        const expected = staleNumbers({ pulls: open, open: open.length, whole: true }, known);
        const times = known.flatMap(({ evaluatedAt }) => evaluatedAt?.getTime() ?? []);
        // GitHub's page may go on beyond what was touched.
        const since = new Date(Math.min(...times, LATEST)).getTime() - 1_000 * further;
        const touched = all.map(toListed).filter(({ updatedAt }) => Date.parse(updatedAt) >= since);

        const found = staleNumbers({ pulls: touched, open: open.length, whole: false }, known);

        if (found === null) return;
        told += 1;
        expect(new Set(found)).toEqual(new Set(expected));
      }),
      { numRuns: 2_000 },
    );
    expect(told).toBeGreaterThan(500);
  });
});

describe("the full sweep", () => {
  it("asks for every installation that is not suspended", async () => {
    const world = aFakeWorld(aSnapshot());
    world.dependencies.reader.listInstallations = async () => [
      { installationId: 1, suspended: false },
      { installationId: 2, suspended: true },
    ];

    await sweepAll(world.dependencies);

    expect(world.queuedKeys()).toEqual(["installation:1"]);
  });

  it("starts the pull requests of a repository one after the other", async () => {
    const world = aFakeWorld(aSnapshot());
    world.dependencies.reader.listPulls = lists(whole(...[1, 2, 3].map((n) => listed(n, "2026-03-02T11:00:00Z"))));

    await sweepRepository(REF, world.dependencies);

    expect(world.queuedKeys()).toEqual(["pull:4242#1", "pull:4242#2", "pull:4242#3"]);
    expect(world.queued.map(({ delayMs }) => delayMs)).toEqual([0, 250, 500]);
  });

  it("lists all repositories of an installation at once, and tries those again that could not be read", async () => {
    const world = aFakeWorld(aSnapshot());
    const { number: _number, ...shop } = REF;
    world.dependencies.reader.listRepositories = async () => [other, shop];
    world.dependencies.reader.listPulls = lists(whole(), ({ repositoryId }) =>
      repositoryId === other.repositoryId
        ? unavailable("it cannot be seen")
        : whole(listed(2, "2026-03-02T09:00:00Z"), listed(1, "2026-03-02T09:00:00Z")),
    );

    await sweepInstallation(REF.installationId, world.dependencies);

    expect(world.queuedKeys()).toEqual(["repository:4343", "pull:4242#2", "pull:4242#1"]);
  });

  it("fails for a repository that cannot be read, so that it is tried again", async () => {
    const world = aFakeWorld(aSnapshot());
    world.dependencies.reader.listPulls = lists(unavailable("it cannot be seen"));

    await expect(sweepRepository(REF, world.dependencies)).rejects.toMatchObject({ code: "GITHUB_FORBIDDEN" });
  });
});

const LATEST = at("12:00:00").getTime();
const second = fc.integer({ min: 0, max: 60 }).map((n) => LATEST - n * 1_000);

/** One that is known was open at its evaluation; who closes one touches it. */
function aPull() {
  return fc
    .record({
      touchedAt: second,
      evaluatedAt: fc.option(second),
      isKnown: fc.boolean(),
      isClosed: fc.boolean(),
    })
    .map(({ touchedAt, evaluatedAt, isKnown, isClosed }) => {
      const closedAt = isClosed ? Math.max(touchedAt, evaluatedAt ?? 0) : null;
      return { touchedAt: closedAt ?? touchedAt, evaluatedAt, isKnown, closedAt };
    });
}

type APull = ReturnType<typeof aPull> extends fc.Arbitrary<infer T> ? T & { readonly number: number } : never;

function toKnown({ number, evaluatedAt }: APull): OpenPull {
  return { ref: { ...REF, number }, headSha: null, evaluatedAt: evaluatedAt === null ? null : new Date(evaluatedAt) };
}

function toListed({ number, touchedAt, closedAt }: APull): ListedPull {
  return listed(number, new Date(touchedAt).toISOString(), closedAt === null);
}
