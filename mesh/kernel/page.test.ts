import { decodePageToken, encodePageToken, pageSize } from "./mod.ts";

const filters = { brand: "Oak" };
const refusal = expect.objectContaining({ kind: "INVALID_ARGUMENT", reason: "PAGE_TOKEN_INVALID" });

test("a token gives its key back", () => {
  expect(decodePageToken("products", filters, encodePageToken("products", filters, ["a", "b"]))).toEqual(["a", "b"]);
});

test("the empty token stands for the first page", () => {
  expect(decodePageToken("products", filters, "")).toBeUndefined();
});

test.each([
  ["another list", () => encodePageToken("orders", filters, ["a"])],
  ["other filters", () => encodePageToken("products", { brand: "Elm" }, ["a"])],
  ["no JSON", () => Buffer.from("hello").toString("base64url")],
  ["no list of strings", () => Buffer.from("[1]").toString("base64url")],
])("a token of %s is refused, naming page_token", (_, token) => {
  expect(() => decodePageToken("products", filters, token())).toThrow(refusal);
  expect(() => decodePageToken("products", filters, token())).toThrow(
    expect.objectContaining({ fields: [expect.objectContaining({ field: "page_token" })] }),
  );
});

test("no size asks for twenty", () => {
  expect([pageSize(0), pageSize(7)]).toEqual([20, 7]);
});
