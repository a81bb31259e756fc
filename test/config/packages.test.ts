import { ENDPOINT_VARIABLES } from "../../src/config/packages.js";
import type { ConfigFault, Environment } from "../../src/config/values.js";
import { loadConfig } from "../../src/config.js";
import { PUBLIC_ENDPOINTS } from "../../src/packages/settings.js";

describe("the settings about packages", () => {
  it("ask the public registries and know no own packages when nothing is set", () => {
    expect(settings({})).toEqual({ offline: false, ownNames: [], ownRegistries: [], endpoints: PUBLIC_ENDPOINTS });
  });

  it("take own names, own registries and mirrors from the environment", () => {
    const read = settings({
      PACKAGES_PRIVATE: "npm:@acme/*, pypi:acme-*,maven:com.acme:*",
      PACKAGES_OWN_REGISTRIES: "https://npm.acme.example/x, registry.acme.example:5000",
      NPM_REGISTRY_URL: "https://mirror.acme.example/npm/",
      PACKAGES_OFFLINE: "1",
    });

    expect(read.offline).toBe(true);
    expect(read.ownNames).toEqual([
      { ecosystem: "npm", name: "@acme/*" },
      { ecosystem: "pypi", name: "acme-*" },
      { ecosystem: "maven", name: "com.acme:*" },
    ]);
    expect(read.ownRegistries).toEqual(["https://npm.acme.example/x", "registry.acme.example:5000"]);
    expect(read.endpoints).toEqual({ ...PUBLIC_ENDPOINTS, npm: "https://mirror.acme.example/npm" });
  });

  it.each(Object.entries(ENDPOINT_VARIABLES))("let %s be replaced by %s", (name, variable) => {
    expect(settings({ [variable]: "http://127.0.0.1:4873" }).endpoints).toHaveProperty(name, "http://127.0.0.1:4873");
  });

  it.each([
    ["NPM_REGISTRY_URL", "ftp://x.example"],
    ["PYPI_URL", "https://robin:sesame@x.example"],
    ["OSV_URL", "https://x.example?token=sesame"],
    ["PACKAGES_OFFLINE", "maybe"],
    ["PACKAGES_PRIVATE", "@acme/*"],
    ["PACKAGES_PRIVATE", "npm:*"],
    ["PACKAGES_PRIVATE", "npm:@*/*"],
    ["PACKAGES_PRIVATE", "npm:a b"],
    ["PACKAGES_OWN_REGISTRIES", "https://robin:sesame@x.example"],
  ])("refuse %s=%s with an example", (variable, value) => {
    const [fault, ...others] = faults({ [variable]: value });

    expect(others).toEqual([]);
    expect(fault).toMatchObject({ variable, message: expect.stringContaining("Example: ") });
    expect(fault?.message).not.toContain("sesame");
  });
});

function settings(env: Environment) {
  const result = loadConfig(env);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.packages;
}

function faults(env: Environment): readonly ConfigFault[] {
  const result = loadConfig(env);
  if (result.ok) throw new Error("expected faults");
  return result.error;
}
