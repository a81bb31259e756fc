// What people call the place that an ecosystem's packages come from.
import type { Ecosystem } from "../facts/change.js";

export const REGISTRY_NAMES: Readonly<Record<Ecosystem, string>> = {
  npm: "npm",
  pypi: "PyPI",
  go: "the Go module proxy",
  cargo: "crates.io",
  rubygems: "RubyGems",
  maven: "Maven Central",
  nuget: "NuGet",
  packagist: "Packagist",
  docker: "Docker Hub",
  actions: "GitHub Actions",
};
