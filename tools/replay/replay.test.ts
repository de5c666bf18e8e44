import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { FulfillmentState, OrderState } from "#gen/es/ultramarket/order/v1/order_pb.js";
import { windowOf } from "./plan/window.ts";
import { replay } from "./replay.ts";
import type { BookedOrder } from "./test/book-of-sales.ts";
import { type FakeMarket, fakeMarket } from "./test/fake-market.ts";

const agree = "File and market agree to the penny.";
const rows = [
  "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
  "1,10001,LAMP,6,2011-03-01 10:00:00,2.55,17850.0,United Kingdom",
  "1,10001,LAMP,2,2011-03-01 10:00:00,2.55,17850.0,United Kingdom",
  "1,POST,POSTAGE,1,2011-03-01 10:00:00,18.00,17850.0,United Kingdom",
  "2,10001,LAMP,4,2011-03-01 11:00:00,2.55,17850.0,United Kingdom",
  "3,POST,POSTAGE,1,2011-03-01 12:00:00,15.00,,France",
  "C4,10001,LAMP,-5,2011-03-02 09:00:00,2.55,17850.0,United Kingdom",
  "C4,M,Manual,-1,2011-03-02 09:00:00,9.99,17850.0,United Kingdom",
  "5,10002,damaged,-3,2011-03-02 10:00:00,0,,United Kingdom",
  "6,10002,CUP,1,2011-03-02 11:00:00,0,13047.0,United Kingdom",
  "7,10002,CUP,10,2011-03-02 12:00:00,0.001,13047.0,United Kingdom",
  "7,10002,CUP,1,2011-03-02 12:00:00,1.00,13047.0,United Kingdom",
  "8,10002,CUP,none,2011-03-02 13:00:00,1.00,13047.0,United Kingdom",
  "C9,10001,LAMP,-6,2011-03-03 09:00:00,2.55,17850.0,United Kingdom",
];

let dataDir: string;
let file: string;
let market: FakeMarket;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "replay-"));
  file = join(dataDir, "retail.csv");
  await writeFile(file, `${rows.join("\n")}\n`);
  market = fakeMarket(["10001", "10002", "POST", "M"], ["17850", "13047"]);
});

afterEach(() => rm(dataDir, { recursive: true }));

/** Answers whether file and market are equal, and what was printed. */
async function replayed(from = "2011-03-01", to = "2011-03-03", atOnce = 4) {
  const printed: string[] = [];
  const isEqual = await replay({
    file,
    window: windowOf(from, to),
    atOnce,
    dataDir,
    transport: market.transport,
    userId: "usr_clerk",
    progress: { stream: new PassThrough() as unknown as NodeJS.WriteStream },
    print: (text) => printed.push(text),
    stillMs: 0,
  });
  return { isEqual, text: printed.join("\n") };
}

function orderOf(invoice: string): BookedOrder {
  const found = [...market.book.orders.values()].find(({ externalReference }) => externalReference === invoice);
  if (found === undefined) throw new Error(`no order of invoice ${invoice}`);
  return found;
}

test("sales, cancellations and adjustments are entered in order, and agree to the penny", async () => {
  const { isEqual, text } = await replayed();
  expect({ isEqual, text }).toEqual({ isEqual: true, text: expect.stringContaining(agree) });
  expect(text).toMatch(/^2011-03-01 +all agree +3 +4 +14 +63\.60 +0\.00 +0\.00 +63\.60$/m);
  expect(text).toMatch(/^total +all agree +4 +6 +25 +64\.60 +28\.05 +9\.99 +26\.56$/m);
  expect(text).toContain("4 invoices with 7 sale lines: 64.60 (64.610 before prices were rounded to pence)");
  expect(market.book.stock).toEqual(
    new Map([
      ["var_10001", 999n],
      ["var_10002", 986n],
    ]),
  );
  expect(orderOf("2")).toMatchObject({
    userId: "usr_17850",
    refunds: [{}],
    fulfillmentState: FulfillmentState.SHIPPED,
  });
  expect(orderOf("3")).toMatchObject({ userId: "", fulfillmentState: FulfillmentState.NOT_SHIPPED });
  const [first] = market.book.credits;
  expect(first).toMatchObject({ externalReference: "C4", total: { minorUnits: 999n } });
});

test("lines that are told of and rows with errors lie beside the journal", async () => {
  await replayed();
  const remarks = await readFile(join(dataDir, "replay", "remarks.csv"), "utf8");
  expect(remarks.split("\n").map((line) => line.split(",").slice(0, 3).join(","))).toEqual([
    "reason,line,invoice",
    "unmatched,8,C4",
    "free,10,6",
    "rounded,11,7",
    "",
  ]);
  expect(await readFile(join(dataDir, "replay", "errors.csv"), "utf8")).toContain("13,Quantity,none,");
  expect((await readdir(join(dataDir, "replay"))).toSorted()).toEqual(["errors.csv", "journal.ndjson", "remarks.csv"]);
});

test("done again, it asks for nothing anew; a later day adds its own, and an earlier one leaves stock out", async () => {
  await replayed("2011-03-01", "2011-03-02");
  const before = market.writes.length;
  const longer = await replayed();
  expect(longer).toEqual({ isEqual: true, text: expect.stringContaining(agree) });
  expect(market.writes.slice(before)).toEqual(["online-retail/C9/return/1"]);
  const shorter = await replayed("2011-03-01", "2011-03-02");
  expect(shorter).toEqual({
    isEqual: true,
    text: expect.stringContaining("1 invoices after the window were replayed before"),
  });
  expect(market.writes).toHaveLength(before + 1);
});

test.each(["1/draft", "1/place", "1/ship", "C4/return/2", "C4/credit", "5/stock"])(
  "broken off as the answer to %s was lost, it goes on and nothing is doubled",
  async (step) => {
    market.lost.add(`online-retail/${step}`);
    await expect(replayed()).rejects.toThrow(`Invoice ${step.split("/")[0]} could not be entered: Unavailable, gone`);
    market.lost.clear();
    expect(await replayed()).toEqual({ isEqual: true, text: expect.stringContaining(agree) });
    expect(new Set(market.writes).size).toBe(market.writes.length);
  },
);

test("a return waits for its order, which takes long, and nothing else does", async () => {
  market.slow.add("online-retail/2/place");
  expect(await replayed()).toMatchObject({ isEqual: true });
  const order = ["5/stock", "2/ship", "C4/return/2"].map((step) => market.writes.indexOf(`online-retail/${step}`));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test("an invoice that sells, and loses units besides, does both once, and its sale can be taken back", async () => {
  const lost = "2,10002,damaged,-7,2011-03-01 11:00:00,0,17850.0,United Kingdom";
  await writeFile(file, `${rows.toSpliced(5, 0, lost).join("\n")}\n`);
  expect(await replayed("2011-03-01", "2011-03-03", 1)).toEqual({
    isEqual: true,
    text: expect.stringContaining(agree),
  });
  expect(market.book.stock.get("var_10002")).toBe(979n);
  const before = market.writes.length;
  expect(await replayed()).toMatchObject({ isEqual: true });
  expect(market.writes).toHaveLength(before);
});

test("another first day is refused, for cancellations would take back other sales", async () => {
  await replayed();
  await expect(replayed("2011-03-02")).rejects.toThrow("This market was replayed from 2011-03-01 on");
});

test.each([
  [
    "stock code",
    () => fakeMarket(["10001", "POST", "M"], ["17850", "13047"]),
    "1 of the file's 4 stock codes, such as 10002",
  ],
  [
    "customer",
    () => fakeMarket(["10001", "10002", "POST", "M"], ["17850"]),
    "1 of the file's 2 customers, such as 13047",
  ],
])("a %s the market does not know ends it before anything is entered", async (_, without, message) => {
  market = without();
  await expect(replayed()).rejects.toThrow(
    `The market does not know ${message}.\nRun "um import online-retail FILE" first.`,
  );
  expect(market.writes).toEqual([]);
});

const spoiled: readonly (readonly [string, () => void, string])[] = [
  ["a penny more", () => (orderOf("1").total.minorUnits += 1n), "invoice 1 has gross 38.41, not 38.40"],
  ["a unit less", () => ((orderOf("2").lines[0] ?? { quantity: 0n }).quantity -= 1n), "invoice 2 has units 3, not 4"],
  ["a lost order", () => market.book.orders.delete(orderOf("2").orderId), "invoice 2 became 0 orders, not 1"],
  [
    "a doubled order",
    () => market.book.orders.set("ord_x", { ...orderOf("2"), orderId: "ord_x" }),
    "invoice 2 became 2 orders, not 1",
  ],
  [
    "an order of nobody's",
    () => market.book.orders.set("ord_x", { ...orderOf("2"), orderId: "ord_x", externalReference: "99" }),
    'the market has invoice "99", which the file does not have',
  ],
  [
    "an unpaid order",
    () => (orderOf("1").state = OrderState.PLACED),
    "(invoice 1) is PLACED, neither paid nor returned",
  ],
  [
    "an order that was not sent",
    () => (orderOf("2").fulfillmentState = FulfillmentState.NOT_SHIPPED),
    "(invoice 2) is NOT_SHIPPED, not sent",
  ],
  ["a refund too few", () => orderOf("2").refunds.pop(), "invoice 2 has refunds 0.00, not 10.20"],
  [
    "a refund on another day",
    () => {
      for (const refund of orderOf("2").refunds)
        refund.businessTime = timestampFromDate(new Date("2011-03-03T00:00:00Z"));
    },
    "2011-03-03: the market has other figures than the file",
  ],
  [
    "a credit too many",
    () => market.book.credits.push(...market.book.credits),
    "invoice C4 has credits 19.98, not 9.99",
  ],
  ["a unit of stock adrift", () => market.book.move("var_10001", 1n), "var_10001 has 1000 units, not 999"],
];

test.each(spoiled)("%s makes it differ, and is named", async (_, spoil, problem) => {
  await replayed();
  spoil();
  const { isEqual, text } = await replayed();
  expect({ isEqual, text }).toEqual({ isEqual: false, text: expect.stringContaining(problem) });
  expect(text).toContain("File and market differ.");
});
