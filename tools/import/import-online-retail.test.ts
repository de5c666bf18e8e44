import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { skuOf } from "../online-retail/mod.ts";
import { importOnlineRetail } from "./mod.ts";
import { type FakeMarket, fakeMarket } from "./test/fake-market.ts";

let dataDir: string;
let file: string;
let market: FakeMarket;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "import-retail-"));
  file = join(dataDir, "retail.csv");
  market = fakeMarket();
});

afterEach(() => rm(dataDir, { recursive: true }));

const header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
const rows = [
  "536365,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
  "536366,85123A,WHITE HEART,4,2010-12-02 08:26:00,2.95,17850.0,France",
  "536367,85123A,wrongly marked,-3,2010-12-03 08:26:00,0.0,,United Kingdom",
  "C536368,85123A,A HEART,-2,2010-12-03 09:26:00,2.55,17850.0,Unspecified",
  "536369,POST,POSTAGE,1,2010-12-04 08:26:00,18.00,12583.0,France",
  "536369,22000,,2,2010-12-04 08:26:00,1.25,12583.0,France",
  "536370,BANK CHARGES,Bank Charges,1,2010-12-04 09:26:00,15.00,,United Kingdom",
  "536371,22001,B MUG,3,2010-12-04 10:26:00,0.0,13047.0,Unspecified",
  "536371,22001,A MUG,9,2010-12-04 10:26:00,0.55,13047.0,Unspecified",
  "536372,22002,ODD,1,2010-12-04 11:26:00,-1,,EIRE",
];

const stream = Object.assign(new PassThrough(), { isTTY: false }) as unknown as NodeJS.WriteStream;

async function run(content?: string, options: { dryRun?: boolean; to?: FakeMarket; topUp?: boolean } = {}) {
  if (content !== undefined) await writeFile(file, content);
  const { dryRun, to = market, topUp } = options;
  const openMarket = dryRun === true ? undefined : async () => to;
  const errorsFile = join(dataDir, "errors.csv");
  const { summary, rowErrors } = await importOnlineRetail({
    ...{ file, dataDir, errorsFile, openMarket, topUp, progress: { stream }, batchSize: 2 },
  });
  return { summary: summary.join("\n"), rowErrors };
}

const csv = [header, ...rows].join("\n");

function kept(): Record<string, unknown> {
  const { products } = market.content() as { products: string[] };
  return Object.fromEntries(
    products.map((text) => {
      const { name, state, variants } = JSON.parse(text);
      const [{ sku, price, nonStock }] = variants;
      return [sku, [name, state, price, nonStock ?? false]];
    }),
  );
}

test("codes become products with their commonest description and latest price, services without stock", async () => {
  const { summary, rowErrors } = await run(csv);
  const gbp = (minorUnits: string) => ({ currencyCode: "GBP", minorUnits });
  const published = "PRODUCT_STATE_PUBLISHED";
  expect(kept()).toEqual({
    "85123A": ["WHITE HEART", published, gbp("295"), false],
    POST: ["POSTAGE", published, gbp("1800"), true],
    "22000": ["22000", published, gbp("125"), false],
    [skuOf("BANK CHARGES")]: ["Bank Charges", published, gbp("1500"), true],
    "22001": ["A MUG", published, gbp("55"), false],
  });
  expect(market.content()).toMatchObject({
    stock: [
      ["var_22000", 2n],
      ["var_22001", 9n],
      ["var_85123A", 13n],
    ],
    users: [
      ["online-retail/12583", "FR"],
      ["online-retail/13047", ""],
      ["online-retail/17850", "FR"],
    ],
  });
  expect(rowErrors).toBe(1);
  expect(await readFile(join(dataDir, "errors.csv"), "utf8")).toBe(
    "line,field,value,message\n11,UnitPrice,-1,only a bad debt (invoice A...) has a negative price\n",
  );
  expect(summary).toMatch(
    /rows +10\nproducts +3\nservices and fees +2\ncustomers +3\ncountries +2\nunits that leave +24\n/,
  );
});

test("a second time changes nothing, even after goods were sold; --top-up receives what is missing", async () => {
  await run(csv);
  const after = market.content();
  await run();
  expect(market.content()).toEqual(after);
  market.setStock("85123A", 1n);
  expect((await run()).summary).toMatch(/3 products had some before/);
  expect(market.onHand("85123A")).toBe(1n);
  await run(undefined, { topUp: true });
  expect(market.content()).toEqual(after);
});

test("killed at any write and run again, it comes to the same", async () => {
  await run(csv);
  const whole = market.content();
  for (let write = 1; write <= market.writes(); write += 1) {
    for (const when of ["before", "after"] as const) {
      const broken = fakeMarket();
      broken.breakAt(write, when);
      await expect(run(undefined, { to: broken })).rejects.toThrow("gone");
      await run(undefined, { to: broken });
      expect(broken.content()).toEqual(whole);
    }
  }
});

test("a dry run sends nothing and finds the same", async () => {
  const { summary, rowErrors } = await run(csv, { dryRun: true });
  expect(rowErrors).toBe(1);
  expect(summary).toMatch(/units that leave +24\nrow errors +1, told in .*errors.csv$/);
  expect(market.writes()).toBe(0);
});

test("a code the market refuses is told with its line, and the others are kept", async () => {
  market.taken.add("22000").add("stock of var_22001");
  const { rowErrors } = await run(csv);
  expect(rowErrors).toBe(3);
  const report = await readFile(join(dataDir, "errors.csv"), "utf8");
  expect(report).toContain("\n7,StockCode,22000,no product: another variant");
  expect(report).toContain("\n9,StockCode,22001,no opening stock: too few are free");
  expect(market.onHand("85123A")).toBe(13n);
  expect(Object.keys(kept())).toHaveLength(4);
});
