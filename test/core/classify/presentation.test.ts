// A view in a sensitive folder whose look changes, and one whose work changes.
import { describe, expect, it } from "@jest/globals";
import { isHighStakesByPath } from "../../../src/core/classify/explain-path.js";
import { aPolicy } from "../../support/build.js";
import { classified, edit, rulesOf } from "./edit.js";

const PAGE = "app/invoices/page.tsx";

describe("a page with a sensitive word in its path", () => {
  it.each<[string, readonly string[]]>([
    ["classes", ['-      <div className="mt-2">', '+      <div className="mt-4 border">']],
    ["a class on its own line", ['-        className="mt-2"', '+        className="mt-4"']],
    ["a text", ["-          Total amount due", "+          Total amount due this month"]],
    ["a text in a tag", ["-      <h1>Invoices</h1>", "+      <h1>Your invoices</h1>"]],
    ["a translation", ['-  <p>{t("invoice.title")}</p>', '+  <p>{t("invoice.heading")}</p>']],
    ["a fixed style", ["-  <div>", '+  <div style={{ color: "red", zIndex: 1 }}>']],
    ["a component's look", ['-    variant="plain"', '+    variant="outline"']],
    ["comments and brackets", ["+  {/* the list */}", "+  </div>", "+  <div>"]],
  ])("is behavior-changing where it changes %s", (_name, lines) => {
    expect(rulesOf(edit(PAGE, lines))).toEqual(["changes-source"]);
  });

  it.each<[string, readonly string[]]>([
    ["what is computed", ["-  {total}", "+  {total * 2}"]],
    ["what is shown of the data", ["+  <p>{invoice.total}</p>"]],
    ["what a click does", ["+  <div onClick={pay}>"]],
    ["where a link leads", ['+  <a href="/pay">Pay</a>']],
    ["a guard around it", ["-  <RequireOwner>", "-  </RequireOwner>"]],
    ["a form", ["-  <input />"]],
    ["a hidden element of another library", ["-  <csrf-token />"]],
    ["a script", ["+  <script>"]],
    ["a condition", ["-  return null", "+  return page"]],
    ["a name that stands alone", ["-  total", "+  discounted"]],
    ["a picture that is loaded", ['+  <div style="background: url(//example.org)">']],
    ["an expression in a template", ["+  <%= invoice.total %>"]],
    ["a line too long to be written by hand", [`+  ${"word ".repeat(200)}`]],
  ])("is high-stakes where it changes %s", (_name, lines) => {
    expect(classified([edit(PAGE, lines)]).tier).toBe("high-stakes");
  });

  it("is high-stakes when it comes or goes", () => {
    expect(classified([{ ...edit(PAGE, ["+  <div>"]), status: "added", before: null }]).tier).toBe("high-stakes");
    expect(classified([{ ...edit(PAGE, ["-  <div>"]), status: "removed", after: null }]).tier).toBe("high-stakes");
  });

  it("is high-stakes by its path, whatever changes in it", () => {
    expect(isHighStakesByPath(PAGE, aPolicy())).toBe(true);
  });

  it("still tells by its lines", () => {
    expect(rulesOf(edit(PAGE, ["+  {/* stripe.refunds.create() */}"]))).toContain("touches-payments");
  });

  it.each(["src/invoices/total.ts", "app/invoices/page.haml"])("%s is no view: its path tells", (path) => {
    expect(classified([edit(path, ["-Total amount", "+Total amount due"])]).tier).toBe("high-stakes");
  });

  it("ends on hostile lines", () => {
    for (const piece of ["<", "{ a: 1, ", 'class="', "<div ", "{t(", "a "]) {
      expect(classified([edit(PAGE, [`+${piece.repeat(300_000 / piece.length)}`])]).tier).toBe("high-stakes");
    }
  });
});
