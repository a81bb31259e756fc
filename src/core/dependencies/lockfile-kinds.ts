// Which lockfile belongs to which manifest, and what makes it anew. File names in lower case.

export interface LockfileKind {
  /** The file's name. */
  readonly name: string;
  /** The command that brings it in line with its manifest. */
  readonly update: string;
  /** True: it lists what each project asks for, all of it and nothing else. */
  readonly asksForManifestOnly: boolean;
}

const KINDS: readonly LockfileKind[] = [
  { name: "package-lock.json", update: "npm install", asksForManifestOnly: true },
  { name: "npm-shrinkwrap.json", update: "npm install", asksForManifestOnly: true },
  { name: "pnpm-lock.yaml", update: "pnpm install", asksForManifestOnly: true },
  { name: "yarn.lock", update: "yarn install", asksForManifestOnly: true },
  { name: "bun.lock", update: "bun install", asksForManifestOnly: true },
  { name: "uv.lock", update: "uv lock", asksForManifestOnly: true },
  { name: "poetry.lock", update: "poetry lock", asksForManifestOnly: false },
  { name: "pdm.lock", update: "pdm lock", asksForManifestOnly: false },
  { name: "pipfile.lock", update: "pipenv lock", asksForManifestOnly: false },
  { name: "cargo.lock", update: "cargo update --workspace", asksForManifestOnly: false },
  { name: "go.sum", update: "go mod tidy", asksForManifestOnly: false },
  { name: "gemfile.lock", update: "bundle lock", asksForManifestOnly: false },
  { name: "gems.locked", update: "bundle lock", asksForManifestOnly: false },
  { name: "composer.lock", update: "composer update --lock", asksForManifestOnly: false },
  { name: "packages.lock.json", update: "dotnet restore --force-evaluate", asksForManifestOnly: false },
];

export function lockfileKindOf(path: string): LockfileKind | null {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return KINDS.find((kind) => kind.name === name) ?? null;
}

export const LOCKED_BY: readonly { readonly manifests: RegExp; readonly lockfiles: readonly string[] }[] = [
  {
    manifests: /^package\.json$/,
    lockfiles: ["npm-shrinkwrap.json", "package-lock.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock"],
  },
  { manifests: /^pyproject\.toml$/, lockfiles: ["uv.lock", "poetry.lock", "pdm.lock"] },
  { manifests: /^pipfile$/, lockfiles: ["pipfile.lock"] },
  { manifests: /^cargo\.toml$/, lockfiles: ["cargo.lock"] },
  { manifests: /^go\.mod$/, lockfiles: ["go.sum"] },
  { manifests: /^gemfile$/, lockfiles: ["gemfile.lock"] },
  { manifests: /^gems\.rb$/, lockfiles: ["gems.locked"] },
  { manifests: /^composer\.json$/, lockfiles: ["composer.lock"] },
  { manifests: /\.(?:cs|fs|vb)proj$/, lockfiles: ["packages.lock.json"] },
];
