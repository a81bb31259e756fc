// Text that a browser is made to read as markup.
import { areaRule } from "../rule.js";

export const rendersRawHtml = areaRule({
  id: "renders-raw-html",
  question: "Does it hand text to a browser as markup?",
  tier: "high-stakes",
  security: true,
  reason: "whoever controls the text can run scripts as the reader of the page",
  remedy: "let the template escape the text, or sanitise it on the same line",
  examples: {
    found: ["<div dangerouslySetInnerHTML={{ __html: body }} />", "element.innerHTML = text", "{{ body|safe }}"],
    left: ["element.textContent = text", "const innerHeight = 3", "raw_count = 1"],
  },
  area: null,
  patterns: [
    {
      pattern:
        /\bdangerouslySetInnerHTML\b|\.(?:inner|outer)HTML\s*\+?=(?!\s*(?:""|''|``)\s*;?\s*$)[^=]|\binsertAdjacentHTML\(|\bdocument\.write(?:ln)?\(|\bv-html\s*=|\bset:html\s*=|\{@html\s|\bbypassSecurityTrust\w+|\bsrcdoc\s*=|\[innerHTML\]/,
      keywords: [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "v-html",
        "set:html",
        "{@html",
        "bypassSecurityTrust",
        "srcdoc",
      ],
      reason: "renders text as HTML",
    },
    {
      pattern:
        /\.html_safe\b|<%==|<%=\s*raw\b|\bmark_safe\(|\|\s*safe\b|\bautoescape\s*(?:off|false|=\s*False)|\{!!\s*\$|\btemplate\.(?:HTML|JS|URL)\(|\bMarkup\(\s*f?["']|@Html\.Raw\(|\bHtmlString\(|\btriple_mustache\b/,
      keywords: [
        "html_safe",
        "<%==",
        "<%= raw",
        "<%=raw",
        "<%=  raw",
        "mark_safe",
        "|safe",
        "| safe",
        "|  safe",
        "autoescape",
        "{!!",
        "template.HTML(",
        "template.JS(",
        "template.URL(",
        "Markup(",
        "Html.Raw",
        "HtmlString",
      ],
      reason: "renders text as HTML",
    },
  ],
});
