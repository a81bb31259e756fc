import { describe, expect, it } from "@jest/globals";
import { changed, declaredIn, read, settings } from "./read.js";

describe("Go", () => {
  const mod = (lines: string) => `module acme.example/x\n\ngo 1.24\n\n${lines}\n`;

  it("reads requirements, replacements and indirect modules", () => {
    const text = mod(
      "require a.example/a v1.0.0\nrequire (\n\tb.example/b v1.2.0 // indirect\n\tc.example/c v1.0.0\n)\nreplace c.example/c => ../c\nreplace b.example/b v1.2.0 => d.example/d v2.0.0",
    );

    expect(declaredIn("go.mod", text)).toEqual([
      "a.example/a v1.0.0 :5",
      "b.example/b v1.2.0 indirect url https://d.example/d :7",
      "c.example/c v1.0.0 path ../c :8",
      "d.example/d v2.0.0 indirect :11",
    ]);
    expect(settings("go.mod", mod(""), text)).toEqual([
      "10: puts a folder in the place of `c.example/c`",
      "11: puts another module in the place of `b.example/b`",
    ]);
  });

  it.each(["require (", "surprise x", "require a b c"])("does not read %j", (line) => {
    expect(() => read("go.mod", null, mod(line))).toThrow();
  });

  it("reads go.sum, and another sum of the same version", () => {
    const sum = (hash: string) => `a.example/a v1.0.0 h1:${hash}\na.example/a v1.0.0/go.mod h1:z=\n`;

    expect(settings("go.sum", sum("x="), sum("y="))).toEqual([
      "1: keeps `a.example/a@v1.0.0` but changes its checksum",
    ]);
    expect(() => read("go.sum", null, "a b\n")).toThrow();
  });
});

describe("Cargo", () => {
  it("reads every table of Cargo.toml", () => {
    const text = `[package]
name = "x"
[dependencies]
a = "1"
b = { package = "c", git = "https://x.example/c", rev = "abc" }
d.workspace = true
e = { path = "../e", version = "1" }
[target.'cfg(unix)'.dev-dependencies]
f = { version = "2", registry = "own" }
[build-dependencies.g]
version = "3"
[workspace.dependencies]
h = "4"
[patch.crates-io]
i = { git = "https://x.example/i" }
`;

    expect(declaredIn("Cargo.toml", text)).toEqual([
      "a 1 :4",
      "c abc git https://x.example/c :5",
      "e 1 path ../e :7",
      "f 2 development from own :9",
      "g 3 build :10",
      "h 4 :13",
    ]);
    expect(settings("Cargo.toml", "", text)).toContain("15: puts other code in the place of `i`");
  });

  it("reads Cargo.lock", () => {
    const text = `version = 4
[[package]]
name = "a"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
[[package]]
name = "b"
version = "2.0.0"
source = "git+https://x.example/b?rev=1#abc"
[[package]]
name = "own"
version = "0.1.0"
`;

    expect(declaredIn("Cargo.lock", text)).toEqual(["a 1.0.0 :3", "b 2.0.0 git git+https://x.example/b :7"]);
  });
});

describe("Ruby", () => {
  it("reads a Gemfile", () => {
    const text = `source "https://rubygems.org"
gem "a", "~> 1.0", ">= 1.0.2", require: false # why
gem 'b', github: "x/b", branch: "main"
group :development, :test do
  gem "c"
end
gem "d",
  path: "../d"
source "https://own.example" do
  gem "e"
end
gem NAME
`;

    expect(declaredIn("Gemfile", text)).toEqual([
      "a ~> 1.0, >= 1.0.2 :2",
      "b main git github:x/b :3",
      "c development :5",
      "d path ../d :7",
      "e from https://own.example :10",
    ]);
    expect(settings("Gemfile", "", text)).toEqual([
      "9: changes where packages come from (own.example)",
      "12: declares dependencies by code that is not read",
      "10: takes packages from own.example",
    ]);
  });

  it("resolves places of the Gemfile's own", () => {
    const own = 'git_source(:acme) { |repo| "https://github.com/acme/#{repo}" }\n';

    expect(declaredIn("Gemfile", `${own}gem "a", acme: "a"\n`)).toEqual(["a git https://github.com/acme/a :2"]);
    expect(declaredIn("Gemfile", 'gem "a", acme: "a"\n')).toEqual(["a git acme:a :1"]);
  });

  it("reads a gemspec and Gemfile.lock", () => {
    const spec =
      'Gem::Specification.new do |s|\n  s.add_dependency "a", ">= 1", "< 3"\n  s.add_development_dependency("b")\nend\n';
    const lock =
      "GIT\n  remote: https://x.example/b\n  revision: 1\n  specs:\n    b (2.0)\n      a\n\nGEM\n  remote: https://rubygems.org/\n  specs:\n    a (1.0)\n\nDEPENDENCIES\n  a (~> 1.0)\n  b!\n";

    expect(declaredIn("x.gemspec", spec)).toEqual(["a >= 1, < 3 :2", "b development :3"]);
    expect(declaredIn("Gemfile.lock", lock)).toEqual(["a 1.0 :11", "b 2.0 git https://x.example/b :5"]);
    expect(read("Gemfile.lock", null, lock).state?.asked?.map(({ name }) => name)).toEqual(["a"]);
  });
});

describe("the JVM", () => {
  it("reads pom.xml with properties, managed versions and plugins", () => {
    const text = `<project>
  <groupId>acme</groupId><version>1</version>
  <properties><v>2.0</v></properties>
  <dependencyManagement><dependencies>
    <dependency><groupId>g</groupId><artifactId>m</artifactId><version>3</version></dependency>
  </dependencies></dependencyManagement>
  <dependencies>
    <dependency>
      <groupId>g</groupId>
      <artifactId>a</artifactId>
      <version>\${v}</version>
    </dependency>
    <dependency><groupId>g</groupId><artifactId>m</artifactId><scope>test</scope></dependency>
    <dependency><groupId>acme</groupId><artifactId>own</artifactId><version>1</version></dependency>
  </dependencies>
  <build><plugins><plugin><artifactId>p</artifactId></plugin></plugins></build>
  <repositories><repository><id>r</id><url>https://x.example/r</url></repository></repositories>
</project>`;

    expect(declaredIn("pom.xml", text)).toEqual([
      "acme:own 1 path . :14",
      "g:a 2.0 :10",
      "g:m 3 indirect :5",
      "g:m 3 development :13",
      "org.apache.maven.plugins:p build :16",
    ]);
    expect(settings("pom.xml", null, text)).toEqual(["17: changes where packages come from (x.example)"]);
    expect(() => read("pom.xml", null, `<!DOCTYPE x [<!ENTITY a "b">]>${text}`)).toThrow("document type");
  });

  it.each([
    [
      "build.gradle",
      "plugins {\n  id 'a.b' version '1'\n  id 'java'\n}\nrepositories { mavenCentral(); maven { url 'https://x.example/m' } }\ndef v = '2'\ndependencies {\n  // implementation 'no:no:1'\n  implementation \"g:a:$v\"\n  testImplementation group: 'g', name: 'b', version: '3'\n  implementation project(':own')\n  implementation libs.some\n  implementation pick()\n}\n",
    ],
    [
      "build.gradle.kts",
      'plugins {\n  id("a.b") version "1"\n  java\n}\nrepositories { mavenCentral(); maven("https://x.example/m") }\nval v = "2"\ndependencies {\n  /* implementation("no:no:1") */\n  implementation("g:a:$v")\n  testImplementation(group = "g", name = "b", version = "3")\n  implementation(project(":own"))\n  implementation(libs.some)\n  implementation(pick())\n}\n',
    ],
  ])("reads %s", (path, text) => {
    expect(declaredIn(path, text)).toEqual(["a.b:a.b.gradle.plugin 1 build :2", "g:a 2 :9", "g:b 3 development :10"]);
    expect(settings(path, null, text)).toEqual([
      "5: changes where packages come from (x.example)",
      "13: declares a dependency by code that is not read",
    ]);
  });

  it("reads version catalogs, locks and wrappers", () => {
    const catalog =
      '[versions]\nv = "1"\n[libraries]\na = { module = "g:a", version.ref = "v" }\nb = "g:b:2"\n[plugins]\np = { id = "x.p", version = "3" }\n';

    expect(declaredIn("gradle/libs.versions.toml", catalog)).toEqual([
      "g:a 1 :4",
      "g:b 2 :5",
      "x.p:x.p.gradle.plugin 3 build :7",
    ]);
    expect(declaredIn("gradle.lockfile", "# made\ng:a:1=compile\nempty=x\n")).toEqual(["g:a 1 :2"]);
    const wrapper = "distributionUrl=https\\://x.example/gradle.zip\n";
    expect(settings("gradle/wrapper/gradle-wrapper.properties", "", wrapper)).toEqual([
      "1: takes the build tool from x.example",
    ]);
  });
});

describe(".NET", () => {
  it("reads projects, central versions and packages.config", () => {
    const project =
      '<Project Sdk="Microsoft.NET.Sdk">\n<PropertyGroup><V>2</V></PropertyGroup>\n<ItemGroup>\n<PackageReference Include="A.B" Version="1" />\n<PackageReference Include="C"><Version>$(V)</Version></PackageReference>\n</ItemGroup></Project>';

    expect(declaredIn("x.csproj", project)).toEqual(["a.b 1 :4", "c 2 :5"]);
    expect(
      declaredIn(
        "Directory.Packages.props",
        '<Project><ItemGroup><PackageVersion Include="A" Version="1" /></ItemGroup></Project>',
      ),
    ).toEqual(["a 1 :1"]);
    expect(declaredIn("packages.config", '<packages><package id="A" version="1.20" /></packages>')).toEqual([
      "a 1.20 :1",
    ]);
    const lock =
      '{"version": 1, "dependencies": {"net9.0": {"A": {"type": "Direct", "requested": "[1.0.0, )", "resolved": "1.0.0"}}}}';
    expect(read("packages.lock.json", null, lock).state?.asked?.[0]).toMatchObject({ name: "a", spec: "1.0.0" });
  });
});

describe("Composer", () => {
  it("reads composer.json and composer.lock", () => {
    const text =
      '{"require": {"php": ">=8", "ext-json": "*",\n"a/b": "^1"}, "config": {"allow-plugins": {"c/d": true}},\n"scripts": {"post-install-cmd": "x"}}';
    const lock =
      '{"packages": [{"name": "a/b", "version": "1.0", "source": {"type": "git", "url": "https://x.example/b"}}]}';

    expect(declaredIn("composer.json", text)).toEqual(["a/b ^1 :2"]);
    expect(settings("composer.json", "{}", text)).toEqual([
      "3: runs a script on installation (`post-install-cmd`)",
      "2: changes which packages are trusted (`allow-plugins`)",
    ]);
    expect(declaredIn("composer.lock", lock)).toEqual(["a/b 1.0 url https://x.example/b :1"]);
  });
});

describe("images and actions", () => {
  it("reads a Dockerfile: stages are no images, defaults are filled in", () => {
    const text = `# syntax=docker/dockerfile:1\nARG V=22\nFROM --platform=linux/amd64 node:\${V}-slim AS build\nFROM build AS next\nCOPY --from=ghcr.io/acme/tool:1 /x /x\nCOPY --from=build /y /y\nFROM scratch\nFROM docker.io/library/redis@sha256:abc\nFROM $UNKNOWN\n`;

    expect(declaredIn("docker/api.Dockerfile", text)).toEqual([
      "acme/tool 1 from https://ghcr.io :5",
      "docker/dockerfile 1 :1",
      "node 22-slim :3",
      "redis @sha256:abc :8",
    ]);
    expect(settings("Dockerfile", "", text)).toEqual(["9: takes an image whose name does not stand in the file"]);
  });

  it("reads compose files", () => {
    const text = `services:\n  a:\n    image: redis:\${TAG:-7}\n  b:\n    image: own\n    build: .\n`;

    expect(declaredIn("docker-compose.dev.yml", text)).toEqual(["redis 7 :3"]);
  });

  it("reads workflows and actions of steps", () => {
    const text = `jobs:\n  a:\n    uses: acme/x/.github/workflows/y.yml@main\n  b:\n    container: node:22\n    steps:\n      - uses: Actions/Checkout@abc123 # v5\n      - uses: ./local\n      - uses: docker://alpine:3\n      - uses: \${{ matrix.x }}\n`;

    expect(declaredIn(".github/workflows/ci.yml", text)).toEqual([
      "acme/x main build :3",
      "actions/checkout abc123 build :7",
      "alpine 3 :9",
      "node 22 :5",
    ]);
    expect(settings(".github/workflows/ci.yml", null, text)).toEqual(["10: uses an action whose name cannot be read"]);
    expect(declaredIn("action.yml", "runs:\n  using: composite\n  steps:\n    - uses: a/b@v1\n")).toEqual([
      "a/b v1 build :4",
    ]);
  });

  it("sees another pin of the same action", () => {
    const text = (pin: string) => `jobs:\n  a:\n    steps:\n      - uses: a/b@${pin}\n`;

    expect(changed(".github/workflows/ci.yml", text("abc"), text("v1"))).toEqual(["a/b abc -> v1"]);
  });
});
