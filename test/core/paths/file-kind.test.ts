import { describe, expect, it } from "@jest/globals";
import { type FileKind, fileKind } from "../../../src/core/paths/file-kind.js";

const KINDS: readonly (readonly [FileKind, readonly string[]])[] = [
  [
    "prose",
    [
      "README.md",
      "docs/guide.rst",
      "LICENSE",
      "CHANGELOG.md",
      "docs/agents/overview.md",
      "docs/notes.txt",
      "src/cart/README.md",
      "COPYING",
      "SECURITY.md",
      ".github/translators.txt",
    ],
  ],
  ["media", ["docs/logo.png", "fonts/a.woff2", "icons/x.svg"]],
  ["style", ["web/site.css", "app/styles/cart.scss"]],
  ["snapshot", ["src/__snapshots__/cart.test.ts.snap", "tests/__snapshots__/a.ambr"]],
  [
    "test",
    [
      "test/cart.test.ts",
      "src/cart.spec.tsx",
      "pkg/cart_test.go",
      "tests/test_cart.py",
      "spec/models/cart_spec.rb",
      "src/test/java/shop/CartTest.java",
      "Shop.Tests/CartTests.cs",
      "tests/fixtures/cart.json",
      "src/cart/__tests__/helper.ts",
      "e2e/checkout.spec.ts",
      "pkg/testdata/input.txt",
      "tests/fixtures/vpc/main.tf",
      "src/tests/tools/script.ts",
      "packages/editor/src/test/run.ts",
      "shop/orders/tests.py",
      "src/shop/tests/factories.py",
      "cmd/operator/test-integration/env.go",
    ],
  ],
  [
    "test-runner",
    ["jest.config.js", "conftest.py", "tests/conftest.py", "pytest.ini", "playwright.config.ts", "spec/spec_helper.rb"],
  ],
  [
    "source",
    [
      "src/cart.ts",
      "docs/page.mdx",
      "package.json",
      "requirements.txt",
      "docs/CMakeLists.txt",
      "robots.txt",
      "src/prompts/system.md",
      "src/cart/guide.md",
      "prompts/review.md",
      "skills/deploy/notes.md",
      "src/contest.ts",
      "src/latest/index.ts",
      "app/tests/page.tsx",
      "src/pages/tests/index.tsx",
      "src/app/tests/views.py",
      "src/features/src-tests/run.ts",
      "apps/web/src/cloud-tests/run.ts",
      "src/modules/tests/tests.service.ts",
      "api/security-penetration-tests/findings.ts",
      "spec/openapi.yaml",
      "tests/Dockerfile",
      "tests/vpc/main.tf",
      "src/Contest.java",
      "readme.py",
      "changes/v1.js",
      "Makefile",
      "unknown",
    ],
  ],
];

describe("fileKind", () => {
  it.each(KINDS.flatMap(([kind, paths]) => paths.map((path) => [path, kind] as const)))("%s is %s", (path, kind) => {
    expect(fileKind(path)).toBe(kind);
  });
});
