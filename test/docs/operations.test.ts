// docs/operations.md names every host that registries are asked at, and every variable that replaces one.
import { readFileSync } from "node:fs";
import { ENDPOINT_VARIABLES } from "../../src/config/packages.js";
import { PUBLIC_ENDPOINTS } from "../../src/packages/settings.js";

const page = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");

describe("docs/operations.md", () => {
  it("names every host outside that is asked", () => {
    const hosts = Object.values(PUBLIC_ENDPOINTS).map((address) => new URL(address).host);

    expect(hosts.filter((host) => !page.includes(`\`${host}\``))).toEqual([]);
  });

  it("names every variable that replaces an address", () => {
    expect(Object.values(ENDPOINT_VARIABLES).filter((variable) => !page.includes(`\`${variable}\``))).toEqual([]);
  });
});
