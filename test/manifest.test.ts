import { HANDLED_EVENTS } from "../src/github/deliveries.js";
import { formatRegistration, loadManifest } from "../src/manifest.js";

const manifest = loadManifest();

describe("app.yml", () => {
  it("subscribes to exactly the events that are handled, but for those that come by themselves", () => {
    const byThemselves = ["installation", "installation_repositories", "github_app_authorization"];

    expect([...manifest.events].sort()).toEqual(HANDLED_EVENTS.filter((event) => !byThemselves.includes(event)).sort());
  });

  it("says of every permission what it is for", () => {
    for (const { name, reason } of manifest.permissions) {
      expect(`${name}: ${reason}`).toMatch(/: .{20,}/);
    }
  });

  it("asks for nothing that an organisation should hesitate to give", () => {
    const names = manifest.permissions.map(({ name }) => name);

    for (const name of ["administration", "secrets", "actions", "workflows", "organization_administration"]) {
      expect(names).not.toContain(name);
    }
    expect(manifest.permissions.find(({ name }) => name === "contents")?.access).toBe("read");
    expect(manifest.public).toBe(false);
  });

  it("is sent to GitHub with the addresses of this server", () => {
    const registration = formatRegistration(manifest, {
      name: "x",
      publicUrl: "https://gate.example.com",
      redirectUrl: "http://localhost:3000/setup/callback",
    });

    expect(registration).toMatchObject({
      hook_attributes: { url: "https://gate.example.com/api/github/webhooks" },
      default_permissions: { checks: "write", merge_queues: "read" },
      public: false,
    });
  });
});
