// app.yml: what the App asks GitHub for, and why. Read by the setup page and by `countersign doctor`.
import { readFileSync } from "node:fs";
import { isMap, isScalar, parseDocument } from "yaml";
import { z } from "zod";

export interface AppPermission {
  readonly name: string;
  readonly access: "read" | "write";
  /** The comment behind the line in app.yml. */
  readonly reason: string;
}

export interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly public: boolean;
  readonly permissions: readonly AppPermission[];
  readonly events: readonly string[];
}

const ManifestFile = z.strictObject({
  name: z.string(),
  description: z.string(),
  public: z.boolean(),
  default_permissions: z.record(z.string(), z.enum(["read", "write"])),
  default_events: z.array(z.string()),
});

export function loadManifest(): Manifest {
  const document = parseDocument(readFileSync(new URL("../app.yml", import.meta.url), "utf8"));
  const file = ManifestFile.parse(document.toJS());
  const permissions = document.get("default_permissions");
  const reasons = new Map<string, string>();
  for (const { key, value } of isMap(permissions) ? permissions.items : []) {
    if (isScalar(key) && isScalar(value)) reasons.set(String(key.value), value.comment?.trim() ?? "");
  }
  return {
    name: file.name,
    description: file.description,
    public: file.public,
    permissions: Object.entries(file.default_permissions).map(([name, access]) => ({
      name,
      access,
      reason: reasons.get(name) ?? "",
    })),
    events: file.default_events,
  };
}

export interface Registration {
  readonly name: string;
  readonly publicUrl: string;
  /** Where GitHub sends the browser back with the code. */
  readonly redirectUrl: string;
}

/** The object that GitHub's manifest flow takes. @see docs.github.com “Registering a GitHub App from a manifest” */
export function formatRegistration(manifest: Manifest, { name, publicUrl, redirectUrl }: Registration): object {
  return {
    name,
    url: publicUrl,
    description: manifest.description,
    public: manifest.public,
    hook_attributes: { url: `${publicUrl}/api/github/webhooks`, active: true },
    redirect_url: redirectUrl,
    callback_urls: [`${publicUrl}/login/callback`],
    request_oauth_on_install: false,
    default_permissions: Object.fromEntries(manifest.permissions.map(({ name, access }) => [name, access])),
    default_events: manifest.events,
  };
}
