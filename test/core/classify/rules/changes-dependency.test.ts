import { describe, expect, it } from "@jest/globals";
import { classified, edit, findings } from "../edit.js";

const found = (path: string, lines: string[]) => findings(edit(path, lines), "changes-dependency");

describe("changes-dependency", () => {
  it.each([
    ["package.json", ['+    "left-pad": "^1.3.0",']],
    ["package.json", ['+    "@acme/x": "~1.3.0"']],
    ["packages/api/package.json", ['-    "a": "^1.0.0",', '+    "b": "^1.0.0",']],
    ["requirements.txt", ["+requests==2.32.0"]],
    ["requirements/dev.txt", ["+requests"]],
    ["pyproject.toml", ['+    "httpx>=0.27",']],
    ["pyproject.toml", ['+httpx = "^0.27"']],
    ["go.mod", ["+	github.com/acme/x v1.2.0"]],
    ["Cargo.toml", ['+serde = { version = "1", features = ["derive"] }']],
    ["Cargo.toml", ['+serde = "1.0"']],
    ["Gemfile", ['+gem "rails", "~> 8.0"']],
    ["acme.gemspec", ['+  spec.add_dependency "rack", "~> 3"']],
    ["pom.xml", ["+      <artifactId>guava</artifactId>"]],
    ["build.gradle.kts", ['+    implementation("com.acme:x:1.0")']],
    ["src/A.csproj", ['+    <PackageReference Include="Acme.X" Version="1.0.0" />']],
    ["Directory.Packages.props", ['+    <PackageVersion Include="Acme.X" Version="1.0.0" />']],
    ["composer.json", ['+        "acme/x": "^1.0",']],
    ["mix.exs", ['+      {:plug, "~> 1.0"},']],
    ["pubspec.yaml", ["+  http: ^1.2.0"]],
    ["Package.swift", ['+    .package(url: "https://github.com/acme/x", from: "1.0.0"),']],
  ])("finds a new dependency in %s: %j", (path, lines) => {
    expect(found(path, lines)).toMatchObject([{ tier: "high-stakes", reason: "adds a direct dependency", line: 1 }]);
  });

  it.each([
    ["package.json", ['-    "a": "^1.0.0",', '+    "a": "github:acme/a",']],
    ["package.json", ['-    "a": "^1.0.0",', '+    "a": "https://example.org/a.tgz",']],
    ["package.json", ['+    "postinstall": "node setup.js"']],
    ["requirements.txt", ["+--extra-index-url https://example.org/simple"]],
    ["requirements.txt", ["-acme==1.0", "+acme @ https://example.org/acme.whl"]],
    ["go.mod", ["+replace github.com/acme/x => ../x"]],
    ["Cargo.toml", ['-x = "1.0"', '+x = { git = "https://example.org/x" }']],
    ["Gemfile", ['+source "https://example.org"']],
    ["pom.xml", ["+    <repository>"]],
  ])("finds a changed source in %s: %j", (path, lines) => {
    expect(found(path, lines)[0]?.reason).toBe("changes where code comes from, or what runs on installation");
  });

  it.each([".npmrc", "api/pip.conf", ".cargo/config.toml", "NuGet.Config"])("finds registry settings: %s", (path) => {
    expect(found(path, ["+a"])).toHaveLength(1);
  });

  it("finds a package from elsewhere in a lockfile", () => {
    expect(found("yarn.lock", ['+  resolved "git+ssh://git@example.org/x.git#1"'])).toHaveLength(1);
    expect(found("package-lock.json", ['+      "resolved": "http://example.org/x.tgz",'])).toHaveLength(1);
  });

  it.each([
    ["a bump", "package.json", ['-    "a": "^1.0.0",', '+    "a": "^2.0.0",']],
    ["the package's own version", "package.json", ['-  "version": "1.0.0",', '+  "version": "1.0.1",']],
    ["an engine", "package.json", ['+    "node": ">=20"']],
    ["a script", "package.json", ['+    "test": "jest"']],
    ["a workspace package", "package.json", ['+    "@acme/x": "workspace:*"']],
    ["a file list", "package.json", ['+    "dist/index.js"']],
    ["a removed dependency", "package.json", ['-    "a": "^1.0.0",']],
    ["a moved line", "package.json", ['-    "a": "^1.0.0"', '+    "a": "^1.0.0",']],
    ["a bump", "requirements.txt", ["-requests==2.31.0", "+requests==2.32.0"]],
    ["another spelling of the name", "requirements.txt", ["-Flask_Login==1", "+flask-login==2"]],
    ["a comment", "requirements.txt", ["+# requests"]],
    ["a setting", "pyproject.toml", ['+python = ">=3.9"', "+line-length = 100", '+version = "1.0.0"', '+    "E501",']],
    ["an indirect module", "go.mod", ["+	github.com/acme/x v1.2.0 // indirect"]],
    ["the language", "go.mod", ["-go 1.22", "+go 1.23"]],
    ["an edition", "Cargo.toml", ['+edition = "2024"']],
    ["a bump", "Gemfile", ['-gem "rails", "~> 7.0"', '+gem "rails", "~> 8.0"']],
    ["a bump", "pom.xml", ["-      <version>1</version>", "+      <version>2</version>"]],
    [
      "a version in a lockfile",
      "package-lock.json",
      ['+      "version": "2.0.0",', '+      "resolved": "https://registry.example/a/-/a-2.0.0.tgz",'],
    ],
  ])("leaves %s alone in %s: %j", (_name, path, lines) => {
    expect(found(path, lines)).toEqual([]);
    expect(classified([edit(path, lines)]).tier).toBe("behavior-changing");
  });

  it("takes a compiled list of requirements for a lockfile, when it was one before", () => {
    expect(found("requirements.txt", [" idna==3", "     # via httpx", "+sniffio==1"])).toEqual([]);
    expect(found("requirements.txt", [" idna==3", "+    # via httpx", "+sniffio==1"])).toHaveLength(1);
  });

  it("leaves manifests of test fixtures alone", () => {
    expect(found("test/fixtures/app/package.json", ['+    "a": "^1.0.0",'])).toEqual([]);
  });

  it("reads hostile lines without hanging", () => {
    const long = `+${" ".repeat(100_000)}"${"a".repeat(100_000)}`;

    for (const path of ["package.json", "pyproject.toml", "build.gradle", "pom.xml", "go.mod"])
      expect(found(path, [long])).toEqual([]);
  });
});
