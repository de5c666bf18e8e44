import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { createClient } from "@connectrpc/connect";
import { CategoryService } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { importShop } from "./mod.ts";
import { type FakeMarket, fakeMarket } from "./test/fake-market.ts";

const sample = (name: string) => fileURLToPath(new URL(`sample/${name}`, import.meta.url));
const csv = await readFile(sample("shop.csv"), "utf8");

let dataDir: string;
let file: string;
let market: FakeMarket;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "import-shop-"));
  file = join(dataDir, "shop");
  market = fakeMarket();
});

afterEach(() => rm(dataDir, { recursive: true }));

const progress = { stream: Object.assign(new PassThrough(), { isTTY: false }) as unknown as NodeJS.WriteStream };

async function run(content?: string | Buffer, options: { dryRun?: boolean; to?: FakeMarket } = {}) {
  if (content !== undefined) await writeFile(file, content);
  const openMarket = options.dryRun === true ? undefined : async () => options.to ?? market;
  const errorsFile = join(dataDir, "errors.csv");
  const { summary, rowErrors } = await importShop({ file, dataDir, errorsFile, openMarket, progress, batchSize: 5 });
  const errors = rowErrors === 0 ? [] : (await readFile(errorsFile, "utf8")).trimEnd().split("\n").slice(1);
  return { summary: summary.join("\n"), errors };
}

test("the sample is taken in whole, and a second time changes nothing", async () => {
  const first = await run(csv);
  expect(first.errors).toEqual([]);
  expect(first.summary).toMatch(
    /products +13, with 18 variants\nnew +13\n.*\n.*\nstock counted anew +15 variants\ncategories created +10/,
  );
  const after = market.content();
  expect([market.onHand("SOCKS-39"), market.onHand("SHIRT-M-BLU"), market.onHand("GIFT-WRAP")]).toEqual([
    95n,
    undefined,
    undefined,
  ]);
  const second = await run();
  expect(second.summary).toMatch(/as they were +13\nstock counted anew +0 variants\ncategories created +0/);
  expect(market.content()).toEqual(after);
});

test("NDJSON and gzip say the same as CSV", async () => {
  await run(csv);
  const after = market.content();
  const ndjson = await readFile(sample("shop.ndjson"));
  for (const content of [ndjson, gzipSync(csv), gzipSync(ndjson)]) {
    const other = fakeMarket();
    expect((await run(content, { to: other })).errors).toEqual([]);
    expect(other.content()).toEqual(after);
  }
});

test("stock is counted to what the file says, whatever was sold meanwhile", async () => {
  await run(csv);
  market.setStock("SOCKS-39", 3n);
  market.setStock("KNIFE-BREAD", 40n);
  expect((await run()).summary).toMatch(/counted anew +2 variants/);
  expect([market.onHand("SOCKS-39"), market.onHand("KNIFE-BREAD")]).toEqual([95n, 14n]);
});

/** 12 products, which are sent in three batches. */
const header = "sku,name,price,currency,stock,category";
const many = Array.from({ length: 12 }, (_, index) => `SKU-${index},Thing ${index},1.50,EUR,${index % 7},Things`);
const manyCsv = [header, ...many].join("\n");

test("killed at any write and run again, it comes to the same", async () => {
  await run(manyCsv);
  const whole = market.content();
  const writes = market.writes();
  expect(writes).toBe(1 + 3 * 2);
  for (let write = 1; write <= writes; write += 1) {
    for (const when of ["before", "after"] as const) {
      const broken = fakeMarket();
      broken.breakAt(write, when);
      await expect(run(undefined, { to: broken })).rejects.toThrow("gone");
      const again = await run(undefined, { to: broken });
      expect(broken.content()).toEqual(whole);
      expect(again.summary).toMatch(/products +12, with 12 variants/);
    }
  }
});

test("what was kept is not sent again, and its errors stay in the report", async () => {
  const lines = [header, "BAD,Bad,free,EUR,1,Things", ...many];
  market.breakAt(5, "before");
  await expect(run(lines.join("\n"))).rejects.toThrow("gone");
  const before = market.writes();
  const { summary, errors } = await run();
  expect(summary).toMatch(/went on after line +7/);
  expect(errors).toEqual([
    '2,price,free,"an amount is wanted such as 12.90, with the currency\'s decimals and not negative"',
  ]);
  expect(market.writes() - before).toBeLessThan(6);
});

/** What is done to the sample, and what is reported of it. */
const damages: readonly [string, (text: string) => string | Buffer, readonly RegExp[]][] = [
  [
    "a cut line",
    (text) => text.replace(/(,LAMP-DESK,Desk Lamp).*/, "$1"),
    [/^16,price,.*,the line is cut: it has 3 of 17 cells/],
  ],
  [
    "another encoding",
    (text) => Buffer.concat([Buffer.from(text), Buffer.from(",X,Töpfe,1,EUR,1,,,,,,,,,,,\n", "latin1")]),
    [/^21,name,T�pfe,the bytes are not UTF-8/],
  ],
  ["a negative price", (text) => text.replace("119.00", "-119.00"), [/^16,price,-119.00,"an amount is wanted/]],
  ["too many decimals", (text) => text.replace("119.00", "119.005"), [/^16,price,119.005,"an amount/]],
  ["no currency", (text) => text.replace("119.00,EUR", "119.00,EURO"), [/^16,currency,EURO,"a currency of ISO 4217/]],
  ["no number", (text) => text.replace("119.00,EUR,9,", "119.00,EUR,nine,"), [/^16,stock,nine,"a whole number/]],
  ["a SKU with a blank", (text) => text.replace("LAMP-DESK", "LAMP DESK"), [/^16,sku,LAMP DESK,/]],
  [
    "a SKU that comes again",
    (text) => text.replace("LAMP-DESK", "APRON-1"),
    [/^16,sku,APRON-1,the SKU was on line 9 already/],
  ],
  ["no name", (text) => text.replace("Desk Lamp", ""), [/^16,name,,a name is wanted/]],
  ["a wrong GTIN", (text) => text.replace("Aluminium,1900,", "Aluminium,1900,123"), [/^16,gtin,123,/]],
  ["a wrong weight", (text) => text.replace("1900", "-1"), [/^16,weight_grams,-1,whole grams/]],
  [
    "a wrong picture",
    (text) => text.replace("Aluminium,1900,,", "Aluminium,1900,,lamp.jpg"),
    [/^16,image_url,lamp.jpg,/],
  ],
  ["a category without a name", (text) => text.replace("Home > Lamps", "Home > "), [/^16,category,Home >,/]],
  ["a wrong state", (text) => text.replace("1200,,,,draft", "1200,,,,soon"), [/^19,state,soon,/]],
  ["a wrong flag", (text) => text.replace(",true,", ",perhaps,"), [/^20,non_stock,perhaps,/]],
  ["stock of a service", (text) => text.replace(",4.50,EUR,", ",4.50,EUR,7"), [/^20,stock,7,"?no stock is kept/]],
];

test.each(damages)("%s is told by line and field, and loses nothing else", async (_, damage, expected) => {
  await run(csv);
  const whole = market.content() as { products: string[]; stock: unknown[] };
  const other = fakeMarket();
  const { errors } = await run(damage(csv), { to: other });
  expect(errors).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  const found = other.content() as { products: string[] };
  expect(found.products.length).toBeGreaterThanOrEqual(12);
  expect(found.products.filter((product) => !whole.products.includes(product))).toEqual([]);
});

test("a product of several rows is taken in whole or not at all, and each row says why", async () => {
  const { errors } = await run(
    csv
      .replace("SOCKS-39,Wool Socks,14.50", "SOCKS-39,Wool Socks,?")
      .replace("SHIRT-L-WHT,Linen Shirt", "SHIRT-L-WHT,Silk Shirt"),
  );
  expect(errors).toEqual([
    "4,name,Silk Shirt,line 2 says otherwise of the same product; leave it empty here",
    ...[2, 3, 5].map((line) =>
      expect.stringMatching(`^${line},sku,SHIRT-.*,"left out, because line 4 of the same product`),
    ),
    expect.stringMatching(/^7,price,\?/),
    ...[6, 8].map((line) => expect.stringMatching(`^${line},sku,SOCKS-..,"left out, because line 7`)),
  ]);
});

test("what the market refuses is told at its row, and the rest is kept", async () => {
  market.taken.add("SOCKS-42");
  market.taken.add("stock of var_LAMP-DESK");
  const { errors } = await run(csv);
  expect(errors).toEqual([
    "8,sku,SOCKS-42,another variant holds the SKU",
    expect.stringMatching(/^6,sku,SOCKS-36,"left out, because line 8/),
    expect.stringMatching(/^7,sku,SOCKS-39,"left out, because line 8/),
    "16,stock,9,too few are free",
  ]);
  expect([market.onHand("CANDLE-3"), market.onHand("LAMP-DESK")]).toEqual([200n, undefined]);
});

test("NDJSON of another shape is told by line and field, and loses nothing else", async () => {
  const lines = (await readFile(sample("shop.ndjson"), "utf8")).trimEnd().split("\n");
  const wrong = [
    '{"name": "X", "variants": [{"sku": "X-1", "price": 1.5, "currency": "EUR", "colour": "red"}]}',
    '{"name": "X", "brand": {}, "variants": {}}',
    '{"name": "X", "variants": [7]}',
    '{"name": "X", "attributes": [], "variants": []}',
    '{"name": "X", "variants": [{"sku": "X-1", "price": -1, "currency": "EUR"}]}',
    '{"name": "X", "variants": []}',
    '{"name": "X", "vari',
    "[]",
  ];
  const { errors } = await run([...lines, ...wrong].join("\n"));
  expect(errors.map((line) => line.split(",").slice(0, 2).join(" "))).toEqual([
    "14 variants[0].colour",
    "15 variants",
    "15 brand",
    "16 variants[0]",
    "17 attributes",
    "18 variants[0].price",
    "19 variants",
    "20 ",
    "21 ",
  ]);
  expect((market.content() as { products: unknown[] }).products).toHaveLength(13);
});

test.each([
  ["a missing column", "sku,name,price\n", /missing: currency; found: sku, name, price/],
  ["an unknown column", "sku,name,price,currency,colour\n", /unknown columns: "colour"; known are sku, name/],
  ["a column twice", "sku,sku,name,price,currency\n", /the column "sku" twice/],
])("%s is refused at once", async (_, content, says) => {
  await expect(run(content)).rejects.toThrow(says);
});

test("a dry run sends nothing, and reports what is wrong", async () => {
  const { summary, errors } = await run(csv.replace("119.00", "?"), { dryRun: true });
  expect(summary).toMatch(/^products +12, with 17 variants\nrow errors +1, told in .*errors.csv$/);
  expect(errors).toHaveLength(1);
  expect(market.writes()).toBe(0);
});

test("categories whose slug is taken by others take one of their paths, and are found again", async () => {
  const { createCategory } = createClient(CategoryService, market.transport);
  await createCategory({ category: { name: "Living", slug: "Home" }, requestId: "before" });
  const lines = ["A,Home > Lamps", "B,Garden > Lamps", "C,Garden > Lamps | Home > Lamps"];
  const content = ["sku,category,name,price,currency", ...lines.map((line) => `${line},X,1,EUR`)].join("\n");
  expect((await run(content)).summary).toMatch(/categories created +4/);
  expect((await run()).summary).toMatch(/categories created +0/);
});
