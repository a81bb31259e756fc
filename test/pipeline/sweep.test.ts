import type { RepositoryRef } from "../../src/core/facts/work.js";
import { AppError } from "../../src/errors.js";
import { sweep, sweepAll, sweepRepository, sweepStale } from "../../src/pipeline/sweep.js";
import { aSnapshot } from "../support/assessments.js";
import { aFakeWorld, REF } from "../support/fake-ports.js";

const other: RepositoryRef = { installationId: 77, repositoryId: 4343, owner: "acme", name: "web" };
const listed = (number: number, updatedAt: string) => ({ number, baseRef: "main", headSha: "", updatedAt });
const at = (time: string) => new Date(`2026-03-02T${time}Z`);

describe("the short sweep", () => {
  it("asks nothing of GitHub itself: every installation waits for its own answers only", async () => {
    const world = aFakeWorld(aSnapshot());
    world.dependencies.store.listRepositories = async () => [
      other,
      { ...REF, installationId: 78 },
      { ...other, repositoryId: 4344 },
    ];
    world.dependencies.reader.listOpenPulls = () => new Promise(() => undefined);

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
    world.dependencies.reader.listOpenPulls = async ({ installationId }) => {
      if (installationId !== 78) throw new Error("of another installation");
      return [listed(1, "2026-03-02T11:00:00Z")];
    };

    await sweepStale(78, world.dependencies);

    expect(world.queuedKeys()).toEqual(["pull:4242#1"]);
  });

  it("looks again at what changed after its evaluation, what was never evaluated, and what is open no more", async () => {
    const world = aFakeWorld(aSnapshot());
    world.dependencies.reader.listOpenPulls = async () => [
      listed(1, "2026-03-02T11:00:00Z"),
      listed(2, "2026-03-02T09:00:00Z"),
      listed(3, "2026-03-02T09:00:00Z"),
    ];
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
    world.dependencies.reader.listOpenPulls = async (ref) => {
      if (ref.repositoryId === other.repositoryId) {
        throw new AppError("GITHUB_RATE_LIMITED", "limited");
      }
      return [listed(1, "2026-03-02T11:00:00Z")];
    };

    await sweepStale(REF.installationId, world.dependencies);

    expect(world.queuedKeys()).toEqual(["pull:4242#1"]);
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
    world.dependencies.reader.listOpenPulls = async () => [1, 2, 3].map((n) => listed(n, "2026-03-02T11:00:00Z"));

    await sweepRepository(REF, world.dependencies);

    expect(world.queuedKeys()).toEqual(["pull:4242#1", "pull:4242#2", "pull:4242#3"]);
    expect(world.queued.map(({ delayMs }) => delayMs)).toEqual([0, 250, 500]);
  });
});
