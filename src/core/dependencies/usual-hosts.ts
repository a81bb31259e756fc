// Where projects name their ecosystem's own public registry in full. A package from one of these comes from where everybody's
// does; one from any other host comes from a place that the change itself chose.
import type { Ecosystem } from "../facts/change.js";

export const USUAL_HOSTS: Readonly<Record<Ecosystem, readonly string[]>> = {
  npm: ["registry.npmjs.org", "registry.yarnpkg.com"],
  pypi: ["pypi.org", "pypi.python.org", "files.pythonhosted.org"],
  go: ["proxy.golang.org"],
  cargo: ["crates.io", "index.crates.io", "static.crates.io"],
  rubygems: ["rubygems.org", "index.rubygems.org"],
  maven: ["repo1.maven.org", "repo.maven.apache.org", "dl.google.com", "maven.google.com", "plugins.gradle.org"],
  nuget: ["api.nuget.org", "nuget.org", "www.nuget.org"],
  packagist: ["packagist.org", "repo.packagist.org"],
  docker: ["docker.io", "index.docker.io", "registry-1.docker.io", "hub.docker.com"],
  actions: [],
};
