import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DayPlan } from "./plan-day.ts";
import { sortFile } from "./plan-replay.ts";

const header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sort-file-"));
});

afterEach(() => rm(folder, { recursive: true }));

async function planned(from: string, to: string, rows: readonly string[]) {
  const file = join(folder, "retail.csv");
  await writeFile(file, `${[header, ...rows].join("\n")}\n`);
  const sorted = await sortFile({ file, window: { from, to }, folder: join(folder, "days") });
  const days: DayPlan[] = [];
  for await (const day of sorted.plan()) days.push(day);
  return { sorted, days };
}

const row = (invoice: string, units: number, time: string, price = "2.55") =>
  `${invoice},85123A,LAMP,${units},${time},${price},17850.0,France`;

const overMidnight = [row("1", 3, "2010-12-01 23:59:00"), row("1", 2, "2010-12-02 00:01:00")];

test("an invoice over midnight is one order of the day it began on", async () => {
  const { days } = await planned("2010-12-01", "2010-12-02", overMidnight);
  expect(days).toMatchObject([
    {
      figures: { day: "2010-12-01", invoices: 1, saleLines: 2, gross: 1275n },
      entries: [{ time: new Date("2010-12-01T23:59:00Z"), rows: 2, lines: [{ quantity: 5n }] }],
    },
  ]);
});

test("windows that meet at midnight have the invoice once, and whole", async () => {
  const [first, second] = [
    await planned("2010-12-01", "2010-12-01", overMidnight),
    await planned("2010-12-02", "2010-12-02", overMidnight),
  ];
  expect([first, second].map(({ sorted }) => sorted.rows)).toEqual([2, 0]);
});

test("a cancellation over midnight stands within its day, after the sales it takes back", async () => {
  const { days } = await planned("2010-12-01", "2010-12-02", [
    row("C2", -1, "2010-12-01 23:58:00"),
    ...overMidnight,
    row("C2", -4, "2010-12-02 00:02:00"),
    row("3", 9, "2010-12-02 00:03:00"),
  ]);
  expect(days.map(({ entries }) => entries.map(({ invoice }) => invoice))).toEqual([["1", "C2"], ["3"]]);
  expect(days[0]?.entries[1]).toMatchObject({
    time: new Date("2010-12-01T23:59:59Z"),
    returns: [{ invoice: "1", lines: [{ quantity: 4n }] }],
    credit: [{ quantity: 1n }],
  });
});

test("an invoice whose earlier line comes later in the file stands within its day too", async () => {
  const { days } = await planned("2010-12-01", "2010-12-02", overMidnight.toReversed());
  expect(days).toMatchObject([
    { figures: { day: "2010-12-02" }, entries: [{ time: new Date("2010-12-02T00:00:00Z") }] },
  ]);
});

test("rows that are entered are those of the entries", async () => {
  const { sorted, days } = await planned("2010-12-01", "2010-12-01", [
    row("1", 1, "2010-12-01 10:00:00"),
    "2,85123A,,-1,2010-12-01 10:00:00,0,,France",
    "3,POST,,-1,2010-12-01 10:00:00,0,,France",
    row("4", 1, "2010-12-01 10:00:00", "0"),
  ]);
  const rows = days.flatMap(({ entries }) => entries).reduce((sum, entry) => sum + entry.rows, 0);
  expect([sorted.rows, sorted.enteredRows, rows]).toEqual([4, 2, 2]);
  expect([...sorted.codes]).toEqual(["85123A"]);
});

test("a file that cannot be read to its end leaves nothing on disk", async () => {
  const file = join(folder, "retail.csv");
  await writeFile(file, "InvoiceNo,StockCode\n");
  const window = { from: "2010-12-01", to: "2010-12-02" };
  await expect(sortFile({ file, window, folder: join(folder, "days") })).rejects.toThrow("missing: Description");
  expect(await readdir(folder)).toEqual(["retail.csv"]);
});
