// When the disk of the embedded database counts as full.
import { tmpdir } from "node:os";
import { freeBytesOn, ROOM_BYTES, sayFull } from "../../src/db/disk-room.js";

it("is full below the room that PostgreSQL needs, and says how much there is", () => {
  expect(sayFull(ROOM_BYTES)).toBeNull();
  expect(sayFull(ROOM_BYTES - 1)).toContain("63 MB are free, expected 64 MB");
  expect(sayFull(0)).toContain("0 MB are free");
});

it("is told by the disk a directory lies on, and by none that is not there", async () => {
  expect(await freeBytesOn(tmpdir())).toBeGreaterThan(0);
  expect(sayFull(await freeBytesOn("/nowhere/at/all"))).toBeNull();
});
