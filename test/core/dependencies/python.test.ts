import { describe, expect, it } from "@jest/globals";
import { changed, declaredIn, read, settings } from "./read.js";

describe("requirements.txt", () => {
  it("reads requirements, options of one, places and continuations", () => {
    const text = [
      "# a comment",
      "Flask_Login[x,y] >= 1.0, <2 ; python_version < '3.9'  # why",
      "requests==2.31.0 \\",
      "    --hash=sha256:abc \\",
      "    --hash=sha256:def",
      "a @ git+https://token@x.example/a.git@v1",
      "-e git+https://x.example/b.git#egg=b",
      "https://x.example/dist/c-1.0-py3-none-any.whl",
      "./local/d",
      "-r base-requirements.txt",
      "e",
    ].join("\n");

    expect(declaredIn("requirements.txt", text)).toEqual(
      [
        "./local/d path ./local/d :9",
        "a v1 git git+https://x.example/a.git :6",
        "b git git+https://x.example/b.git :7",
        "c url https://x.example/dist/c-1.0-py3-none-any.whl :8",
        "e :11",
        "flask-login >=1.0,<2 :2",
        "requests ==2.31.0 :3",
      ].sort(),
    );
  });

  it("tells where packages come from, and takes the index to each of them", () => {
    const text = "--index-url https://user:secret@pkgs.example/simple\n--extra-index-url https://more.example\na\n";

    expect(settings("requirements.txt", "a\n", text)).toEqual([
      "1: changes where packages come from (pkgs.example)",
      "2: changes where packages come from (more.example)",
      "3: takes packages from pkgs.example",
    ]);
    expect(declaredIn("requirements.txt", text)).toEqual(["a from https://pkgs.example/simple :3"]);
    expect(settings("requirements.txt", text, "a\n")).toHaveLength(2);
  });

  it.each(["-r other.lst", "--trusted-host x.example", "--find-links ./wheels"])("tells %s", (line) => {
    expect(settings("requirements.txt", "", `${line}\n`)).toHaveLength(1);
  });

  it.each(["--unheard-of", "a b c", "<b>", "=1.0"])("does not read %j", (line) => {
    expect(() => read("requirements.txt", "", `${line}\n`)).toThrow();
  });

  it("takes a compiled list for a lockfile when it was one before", () => {
    expect(read("requirements.txt", "idna==3\n    # via httpx\n", "idna==3\n").role).toBe("lockfile");
    expect(read("requirements.txt", "idna==3\n", "idna==3\n    # via httpx\n").role).toBe("manifest");
  });
});

describe("pyproject.toml", () => {
  it("reads every table that declares", () => {
    const text = `[project]
name = "x"
dependencies = [
  "a>=1",
  "b @ https://x.example/b.whl",
]
[project.optional-dependencies]
extra = ["c"]
[dependency-groups]
dev = ["d~=1.0", { include-group = "other" }]
[build-system]
requires = ["e"]
[tool.uv]
override-dependencies = ["f==1"]
[tool.uv.sources]
a = { git = "https://x.example/a.git", tag = "v1" }
[tool.poetry.dependencies]
python = "^3.9"
g = "^1.0"
h = { path = "../h", develop = true }
[tool.poetry.group.test.dependencies]
i = [{ version = "1", python = "<3.9" }, { version = "2" }]
[tool.hatch.envs.default]
dependencies = ["j"]
`;

    expect(declaredIn("pyproject.toml", text)).toEqual([
      "a v1 git git+https://x.example/a.git :4",
      "b url https://x.example/b.whl :5",
      "c optional :8",
      "d ~=1.0 development :10",
      "e build :12",
      "f ==1 indirect :14",
      "g ^1.0 :19",
      "h path ../h :20",
      "i 1 development :22",
      "i 2 development :22",
      "j development :24",
    ]);
  });

  it.each([
    [
      "an index",
      '[[tool.uv.index]]\nname = "x"\nurl = "https://x.example/simple"\n',
      "1: changes where packages come from (x.example)",
    ],
    [
      "a source",
      '[[tool.poetry.source]]\nname = "x"\nurl = "https://x.example"\n',
      "1: changes where packages come from (x.example)",
    ],
    [
      "a source for members",
      '[tool.uv.sources]\na = { git = "https://x.example/a" }\n',
      "2: changes where `a` comes from",
    ],
    [
      "a backend",
      '[build-system]\nbuild-backend = "x"\n',
      "2: changes what runs when the project is installed (`build-system.build-backend`)",
    ],
  ])("tells %s", (_, text, expected) => {
    expect(settings("pyproject.toml", "", text)).toEqual([expected]);
    expect(settings("pyproject.toml", text, text)).toEqual([]);
  });

  it("sees a bump of a group and of a source", () => {
    expect(
      changed("pyproject.toml", '[project]\ndependencies = ["a>=1"]', '[project]\ndependencies = ["A>=2"]'),
    ).toEqual(["a >=1 -> >=2"]);
  });
});

describe("other manifests of Python", () => {
  it("reads Pipfile", () => {
    const text =
      '[[source]]\nname = "own"\nurl = "https://own.example"\n[packages]\na = "*"\nb = {git = "https://x.example/b.git", ref = "v1"}\n[dev-packages]\nc = {version = "==1", index = "own"}\n';

    expect(declaredIn("Pipfile", text)).toEqual([
      "a :5",
      "b v1 git git+https://x.example/b.git :6",
      "c ==1 development from https://own.example :8",
    ]);
  });

  it("reads setup.cfg and setup.py", () => {
    const cfg =
      "[metadata]\nname = x\n[options]\ninstall_requires =\n    a>=1\n    # no\n    b\nsetup_requires = c\n[options.extras_require]\nt = d; python_version<'3'\n";
    const py =
      'REQ = ["a>=1", # one\n  "b"]\nsetup(name="x", install_requires=REQ, extras_require={"t": ["c[x]==1"]})\n';

    expect(declaredIn("setup.cfg", cfg)).toEqual(["a >=1 :5", "b :7", "c build :8", "d optional :10"]);
    expect(declaredIn("setup.py", py)).toEqual(["a >=1 :1", "b :2", "c ==1 optional :3"]);
  });

  it("leaves what setup.py computes to others", () => {
    expect(() => read("setup.py", "", "setup(install_requires=open('x').read())")).toThrow("no manifest");
  });

  it("reads environments of conda with their pip lists", () => {
    const text =
      "channels:\n  - conda-forge\ndependencies:\n  - python=3.12\n  - bioconda::a=1\n  - pip:\n    - b==2\n";

    expect(declaredIn("environment.yml", text)).toEqual([
      "a =1 from https://conda.anaconda.org/bioconda :5",
      "b ==2 :7",
    ]);
    expect(settings("environment.yml", text, text.replace("conda-forge", "x"))).toEqual([
      "2: changes where packages come from (a channel)",
      "null: changes where packages come from (a channel)",
    ]);
  });
});

describe("lockfiles of Python", () => {
  it("reads uv.lock, its own project and stray files", () => {
    const text = `version = 1
[[package]]
name = "a"
version = "1.0"
source = { registry = "https://pypi.org/simple" }
wheels = [{ url = "https://files.pythonhosted.org/a.whl", hash = "sha256:x" }]
[[package]]
name = "b"
version = "2.0"
source = { registry = "https://pypi.org/simple" }
sdist = { url = "https://x.example/b.tar.gz" }
[[package]]
name = "own"
source = { editable = "." }
[package.metadata]
requires-dist = [{ name = "a", specifier = ">=1" }]
[package.metadata.requires-dev]
dev = [{ name = "c", git = "https://x.example/c" }]
`;

    expect(declaredIn("uv.lock", text)).toEqual(["a 1.0 :3", "b 2.0 from https://x.example :8"]);
    expect(read("uv.lock", null, text).state?.asked?.map(({ name, spec }) => [name, spec])).toEqual([["a", ">=1"]]);
  });

  it("reads poetry.lock, pdm.lock and Pipfile.lock", () => {
    const poetry =
      '[[package]]\nname = "A"\nversion = "1"\n[package.source]\ntype = "git"\nurl = "https://x.example/a"\n';
    const pipfile =
      '{"_meta": {"sources": []}, "default": {"a": {"version": "==1.0"}}, "develop": {"b": {"git": "https://x.example/b"}}}';

    expect(declaredIn("poetry.lock", poetry)).toEqual(["a 1 git git+https://x.example/a :2"]);
    expect(declaredIn("pdm.lock", '[[package]]\nname = "a"\nversion = "1"\n')).toEqual(["a 1 :2"]);
    expect(declaredIn("Pipfile.lock", pipfile)).toEqual(["a 1.0 :1", "b development git git+https://x.example/b :1"]);
  });
});
