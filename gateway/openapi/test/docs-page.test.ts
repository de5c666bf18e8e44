import { createHash } from "node:crypto";
import { docsPolicy, renderDocs } from "../mod.ts";
import { operationsOf } from "../operations.ts";
import { document, info } from "./market-document.ts";

const page = renderDocs(document);
const targets = [...page.matchAll(/href="([^"]*)"/g)].map(([, target]) => target ?? "");

test("the page needs nothing from elsewhere: it leads and calls to its own site only", () => {
  expect(page).not.toMatch(/<(img|link|iframe|script [^>]*src)|\ssrc=|url\(|@import|\son[a-z]+="|style="/);
  expect(targets.filter((target) => !target.startsWith("#"))).toEqual([]);
  const site = renderDocs({ ...document, info: { ...info, description: "[a](/openapi.json) [b](https://a.example)" } });
  expect(site).toContain('<p><a href="/openapi.json">a</a> [b](https://a.example)</p>');
  expect(docsPolicy).toMatch(/^default-src 'none'; /);
  expect(docsPolicy).not.toContain("unsafe");
});

test.each(["style", "script"])("its policy allows its own %s by hash, and no other", (tag) => {
  const [, text = ""] = new RegExp(`<${tag}>(.*?)</${tag}>`, "s").exec(page) ?? [];
  const hash = createHash("sha256").update(text).digest("base64");
  expect(docsPolicy).toContain(`${tag}-src 'sha256-${hash}';`);
  expect(page.split(`<${tag}`)).toHaveLength(2);
});

test("every operation, refusal and schema is shown, each id once, and links lead somewhere", () => {
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id ?? "");
  const wanted = [
    ...operationsOf(document).map(({ operation: { operationId } }) => operationId),
    ...Object.keys(document.components.examples),
    ...Object.keys(document.components.schemas),
  ];
  expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(targets.filter((target) => !ids.includes(target.slice(1)))).toEqual([]);
});

test("texts are escaped, and their code, lists, headings and blocks read", () => {
  const title = "<script>alert('x')</script>";
  const hostile = renderDocs({
    ...document,
    info: { ...info, title, description: `## ${title}\n\n\`\`\`sh\na < b\n\`\`\`` },
  });
  expect(hostile).not.toContain("<script>alert");
  expect(hostile).toContain("<pre>a &lt; b</pre>");
  expect(page).toContain("<p>Reads <code>code</code>.</p><ul><li>one</li><li>two</li></ul>");
});

test("each call is shown by curl, fetch and grpcurl, and can be tried", () => {
  const [article = ""] = /<article id="CartService_AddCartLine">.*?<\/article>/s.exec(page) ?? [];
  const text = article.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll(/&gt;/g, ">");
  const cart = /crt_[0-9a-z]{26}/.exec(text)?.[0];
  expect(text).toContain(`curl -X POST "$MARKET/v1/carts/${cart}/lines" \\\n  -H "Authorization: Bearer $TOKEN" \\`);
  expect(text).toContain(`-d '{\n  "cartId": "${cart}",`);
  expect(text).toContain('"$MARKET_HOST" ultramarket.order.v1.CartService/AddCartLine');
  expect(text).toContain("market}/ultramarket.order.v1.CartService/AddCartLine`, {");
  expect(text).toContain(`data-verb="post" data-path="/v1/carts/${cart}/lines"`);
});
