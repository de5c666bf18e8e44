import { renderDocs } from "../mod.ts";
import { operationsOf } from "../operations.ts";
import { document, info } from "./market-document.ts";

describe("the page", () => {
  const page = renderDocs(document);

  test("needs nothing from elsewhere and runs nothing", () => {
    expect(page).not.toMatch(/<script|<img|<link|src=|url\(|@import|\son\w+=|style="/);
    expect([...page.matchAll(/href="([^"]*)"/g)].filter(([, target]) => !/^[#/]/.test(target ?? ""))).toEqual([]);
  });

  test("shows every operation and schema, and its links lead somewhere", () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const {
      operation: { operationId },
    } of operationsOf(document))
      expect(ids).toContain(operationId);
    for (const name of Object.keys(document.components.schemas)) expect(ids).toContain(name);
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  test("escapes what comments say, and reads their code and lists", () => {
    const hostile = { ...document, info: { ...info, title: "<script>alert('x')</script>" } };
    expect(renderDocs(hostile)).not.toContain("<script>");
    expect(page).toContain("<p>Reads <code>code</code>.</p><ul><li>one</li><li>two</li></ul>");
  });

  test("shows how to call by curl", () => {
    expect(page).toContain("curl -X POST &quot;$MARKET/v1/products?requestId=create-product-1&quot;");
    expect(page).toContain("Authorization: Bearer $TOKEN");
  });
});
