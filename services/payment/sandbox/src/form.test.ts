import { fingerprint, readForm } from "./form.ts";

test.each([
  ["", {}],
  ["a=1&b=x+y%26", { a: "1", b: "x y&" }],
  ["metadata[order id]=1&metadata[b]=2", { metadata: { "order id": "1", b: "2" } }],
  ["expand[]=a&expand[]=b", { expand: ["a", "b"] }],
  ["items[0][price]=p&items[1][price]=q", { items: [{ price: "p" }, { price: "q" }] }],
  ["created[gte]=5", { created: { gte: "5" } }],
  ["a=1&a[b]=2", { a: { b: "2" } }],
  ["__proto__[x]=1", JSON.parse('{"__proto__":{"x":"1"}}')],
])("%s is read into its parameters", (text, params) => {
  expect(readForm(text)).toEqual(params);
});

test("the order of parameters makes no other request; their values, path and method do", () => {
  const print = (text: string, path = "/v1/refunds") => fingerprint("POST", path, readForm(text));
  expect(print("a=1&b[c]=2")).toBe(print("b[c]=2&a=1"));
  const all = [print("a=1"), print("a=2"), print("a=1", "/v1/customers"), print("a[]=1"), print("")];
  expect(new Set(all).size).toBe(all.length);
});
