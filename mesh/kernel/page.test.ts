import { createIds, idKey, numberKey, type PageQuery, readPage, systemClock, toPage } from "./mod.ts";

const ids = createIds(systemClock);
const all = Array.from({ length: 5 }, () => ids.next("prd"));
const list = (name: string, filter: object = { brand: "Oak" }) => ({ name, filter, key: idKey("prd") });
const refusal = expect.objectContaining({
  kind: "INVALID_ARGUMENT",
  reason: "PAGE_TOKEN_INVALID",
  fields: [expect.objectContaining({ field: "page_token" })],
});

function read(query: Partial<PageQuery>, from = list("products")) {
  return readPage(from, { pageSize: 2, pageToken: "", ...query }, async (after, size) => {
    const start = after === undefined ? 0 : all.indexOf(after) + 1;
    return toPage(all.slice(start, start + size + 1), size, (id) => id);
  });
}

test("pages follow each other to the end of the list", async () => {
  const seen = [];
  let page = await read({});
  for (; page.nextPageToken !== ""; page = await read({ pageToken: page.nextPageToken })) seen.push(page.items);
  expect([...seen, page.items]).toEqual([all.slice(0, 2), all.slice(2, 4), all.slice(4)]);
});

test("a page that ends the list has no token, also when it is full", async () => {
  expect(await read({ pageSize: 5 })).toEqual({ items: all, nextPageToken: "" });
  expect(toPage([], 2, (id) => id)).toEqual({ items: [], nextKey: undefined });
});

test("no size asks for twenty", async () => {
  const sizes: number[] = [];
  await readPage(list("products"), { pageSize: 0, pageToken: "" }, async (_, size) => {
    sizes.push(size);
    return { items: [] };
  });
  expect(sizes).toEqual([20]);
});

test("a token of another list, of other filters, with another key, or made up is refused, naming page_token", async () => {
  const { nextPageToken: pageToken } = await read({});
  await expect(read({ pageToken }, list("orders"))).rejects.toThrow(refusal);
  await expect(read({ pageToken }, list("products", { brand: "Elm" }))).rejects.toThrow(refusal);
  await expect(
    readPage({ ...list("products"), key: idKey("cat") }, { pageSize: 2, pageToken }, async () => ({ items: [] })),
  ).rejects.toThrow(refusal);
  for (const made of ["hello", "[1]"]) {
    await expect(read({ pageToken: Buffer.from(made).toString("base64url") })).rejects.toThrow(refusal);
  }
});

test("a key that is a number is one from 1 that can be counted to", () => {
  for (const number of [1, 20, 999_999_999_999_999]) expect(numberKey.decode(numberKey.encode(number))).toBe(number);
  for (const wrong of [[], [""], ["0"], ["01"], ["-1"], ["1.5"], ["1e3"], ["1000000000000000"], ["1", "2"]]) {
    expect(numberKey.decode(wrong)).toBeUndefined();
  }
});
