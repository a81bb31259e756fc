import { prunePackageAnswers } from "../../src/db/maintenance.js";
import { createPackageCache } from "../../src/db/package-cache.js";
import { aClock } from "../support/fake-clock.js";
import { openTestDatabase, testedKinds } from "../support/test-database.js";

const HOUR = 3_600_000;

describe.each(testedKinds())("the package cache on the %s database", (kind) => {
  it("gives back what it keeps until the answer is too old, and forgets it after days", async () => {
    const clock = aClock();
    const database = await openTestDatabase(kind, clock);
    const cache = createPackageCache(database);
    const hostile = { name: "a\u0000b", half: "\ud800", __proto__: null, list: [1, null, "é"] };

    expect(await cache.find("npm left-pad", HOUR)).toBeNull();
    await cache.keep("npm left-pad", hostile);
    clock.advance(HOUR);
    expect(await cache.find("npm left-pad", HOUR)).toEqual({ name: "a\ufffdb", half: "\ufffd", list: [1, null, "é"] });
    clock.advance(1);
    expect(await cache.find("npm left-pad", HOUR)).toBeNull();
    expect(await cache.find("npm left-pad", 2 * HOUR)).not.toBeNull();

    await cache.keep("npm left-pad", { second: true });
    expect(await cache.find("npm left-pad", 0)).toEqual({ second: true });
    expect(await cache.find("npm other", HOUR)).toBeNull();

    clock.advance(48 * HOUR);
    await cache.keep("young\u0000", 1);
    clock.advance(25 * HOUR);
    expect(await prunePackageAnswers(database)).toBe(1);
    expect(await cache.find("young\u0000", 48 * HOUR)).toBe(1);
    await database.close();
  });
});
