// Paths that look harmless: files that run, deploy or disappear although their path speaks of tests, snapshots, pictures or moves.
import { classified, edit, move } from "../core/classify/edit.js";

it.each([
  ["a class of the program about tests", "src/main/java/org/acme/LabTest.java"],
  ["a model about tests", "app/Models/BloodTest.php"],
  ["a model about tests in Ruby", "app/models/blood_test.rb"],
  ["a migration about tests", "shop/migrations/0002_lab_test.py"],
  ["a command that is called test", "shop/management/commands/test_mail.py"],
  ["a route that is called test", "pages/api/load.test.ts"],
  ["the test environment of a cluster", "k8s/overlays/test/deployment.yaml"],
  ["settings of the test environment", "config/test/database.yml"],
  ["values of the test environment", "environments/test/values.yaml"],
  ["templates of a chart's tests", "charts/shop/templates/tests/pod.yaml"],
  ["a script of the build", ".ci/tests/publish.py"],
  ["a package that is called test", "packages/test/index.ts"],
  ["a command in a folder called test", "cmd/test/main.go"],
  ["a specification", "specs/policy.json"],
  ["code among snapshots", "src/__snapshots__/run.js"],
  ["a list of what is approved", "config/users.approved.json"],
  ["where weaknesses are reported", "public/.well-known/security.txt"],
  ["a text that is mailed", "emails/welcome.md"],
])("does not call %s format-safe", (_, path) => {
  expect(classified([edit(path)]).tier).not.toBe("format-safe");
});

it.each([
  "src/test/java/org/acme/LabTest.java",
  "Shop.Tests/CartTests.cs",
  "tests/Unit/CartTest.php",
  "spec/models/cart_spec.rb",
  "spec/fixtures/cart.json",
  "cart/cart_test.go",
  "src/cart.test.ts",
  "shop/tests.py",
  "tests/data/cart.json",
  "src/__snapshots__/cart.test.ts.snap",
])("still calls %s a test", (path) => {
  expect(classified([edit(path)]).tier).toBe("format-safe");
});

it.each([
  ["settings to another environment", "deploy/staging.yaml", "deploy/prod.yaml"],
  ["infrastructure", "test.tf", "prod/test.tf"],
  ["what is run in the order of its numbers", "lib/10-a.ts", "lib/99-a.ts"],
  ["a file of settings that are merged", "a.d/x.ts", "b.d/x.ts"],
  ["Go code to another package", "cart/a.go", "pay/a.go"],
  ["Go code to one system", "cart/a.go", "cart/a_windows.go"],
  ["a Go test to one system", "cart/a_test.go", "cart/a_windows_test.go"],
  ["a test to a name that no runner looks for", "tests/test_cart.py", "tests/cart.py"],
  ["a listener", "src/listeners/paid.ts", "src/listeners/refunded.ts"],
  ["a plug-in of an editor", "lua/a.lua", "after/a.lua"],
  ["a unit of the system", "a.service", "systemd/a.service"],
  ["texts to another language", "locales/de.json", "locales/fr.json"],
])("does not take %s for moved without effect", (_, from, to) => {
  expect(classified([move(from, to)]).tier).not.toBe("format-safe");
});

it.each([
  ["src/cart/total.ts", "src/cart/sum.ts"],
  ["shop/total.py", "shop/sums/total.py"],
  ["cart/total_test.go", "cart/total_test.go"],
  ["tests/test_cart.py", "tests/shop/test_cart.py"],
])("still takes %s for moved to %s", (from, to) => {
  expect(classified([move(from, to)]).tier).toBe("format-safe");
});

it.each([
  ["a handler behind a slash", "logo.svg", '+<svg/onload="a()">'],
  ["a handler on a line of its own", "logo.svg", '+onload="a()"'],
  ["a script in other letters", "logo.svg", '+<a href="java&#115;cript:a()">'],
  ["a style sheet of a picture", "logo.svg", '+<?xml-stylesheet href="//b.example/a.css"?>'],
  ["a set of pictures from elsewhere", "site.css", '+a { background: image-set("https://b.example/a" 1x) }'],
])("does not call %s format-safe", (_, path, line) => {
  expect(classified([edit(path, [line])]).tier).not.toBe("format-safe");
});
