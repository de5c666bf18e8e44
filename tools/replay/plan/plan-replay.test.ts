import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sums, sumOf } from "./day-figures.ts";
import type { DayPlan } from "./plan-day.ts";
import { type SortedFile, sortFile } from "./plan-replay.ts";

const header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
const real = process.env.ONLINE_RETAIL_FILE ?? "";
const withFile = real === "" ? test.skip : test;
if (real === "") console.log("ONLINE_RETAIL_FILE is not set: the real file is not planned");

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plan-"));
});

afterEach(() => rm(folder, { recursive: true }));

async function sorted(rows: readonly string[], from: string, to: string) {
  const file = join(folder, "retail.csv");
  await writeFile(file, `${[header, ...rows].join("\n")}\n`);
  return sortFile({ file, window: { from, to }, folder: join(folder, "days") });
}

async function daysOf(file: SortedFile): Promise<readonly DayPlan[]> {
  const days: DayPlan[] = [];
  for await (const day of file.plan()) days.push(day);
  return days;
}

const rows = [
  "1,85123A,LAMP,6,2011-01-03 10:00:00,2.55,17850.0,United Kingdom",
  "2,85123A,LAMP,4,2011-01-05 10:00:00,2.55,17850.0,United Kingdom",
  "3,84406B,CUP,1,2011-01-04 12:00:00,1.00,,France",
  "4,84406B,CUP,0,2011-01-05 12:00:00,1.00,,France",
  "C5,85123A,LAMP,-7,2011-01-06 09:00:00,2.55,17850.0,United Kingdom",
  "6,22423,STAND,1,2011-01-05 09:00:00,0,13047.0,France",
  "7,POST,POSTAGE,1,2011-01-05 08:00:00,18.00,12583.0,France",
];

test("days come in order, and a cancellation looks at the days before it in the window", async () => {
  const file = await sorted(rows, "2011-01-03", "2011-01-06");
  const days = await daysOf(file);
  expect(days.map(({ figures }) => figures.day)).toEqual(["2011-01-03", "2011-01-04", "2011-01-05", "2011-01-06"]);
  expect(days.map(({ entries }) => entries.map(({ invoice }) => invoice))).toEqual([["1"], ["3"], ["7", "2"], ["C5"]]);
  expect(days[3]?.entries[0]).toMatchObject({ returns: [{ invoice: "2" }, { invoice: "1" }], credit: [] });
});

test("what lies outside of the window is not looked at, not even by cancellations", async () => {
  const file = await sorted(rows, "2011-01-04", "2011-01-06");
  const days = await daysOf(file);
  expect(file.days).toEqual(["2011-01-04", "2011-01-05", "2011-01-06"]);
  expect(days[2]?.entries[0]).toMatchObject({ invoice: "C5", returns: [], credit: [{ quantity: 7n }] });
});

test("rows are counted, wrong ones told, and only what is entered asks for codes and customers", async () => {
  const file = await sorted(rows, "2011-01-04", "2011-01-06");
  expect(file).toMatchObject({ rows: 5, enteredRows: 4 });
  expect(file.rowErrors).toMatchObject([{ line: 5, field: "Quantity" }]);
  expect([...file.codes].toSorted()).toEqual(["84406B", "85123A", "POST"]);
  expect([...file.customers].toSorted()).toEqual(["12583", "17850"]);
});

test("a plan can be made again, and leaves nothing on disk when it is removed", async () => {
  const file = await sorted(rows, "2011-01-03", "2011-01-06");
  expect(await daysOf(file)).toEqual(await daysOf(file));
  await file.remove();
  expect(await readdir(folder)).toEqual(["retail.csv"]);
});

/** Figures of the days up to this one: windows that begin alike share their matching. */
function upTo(last: string, days: readonly DayPlan[]): Sums {
  const inside = days.map(({ figures }) => figures).filter(({ day }) => day <= last);
  return sumOf(inside);
}

withFile(
  "the real file has its known figures in a week, in two months and as a whole",
  async () => {
    const window = { from: "2010-12-01", to: "2011-12-09" };
    const file = await sortFile({ file: real, window, folder: join(folder, "days") });
    const days: DayPlan[] = [];
    for await (const { figures, remarks } of file.plan()) days.push({ figures, remarks, entries: [] });
    expect(upTo("2010-12-07", days)).toMatchObject({
      ...{ invoices: 611, saleLines: 16_676, gross: 33_987_649n, exactGross: 339_876_490n },
      ...{ matchedLines: 30, matched: 84_457n, unmatchedLines: 153, unmatched: 5_826_544n },
    });
    expect(upTo("2011-01-31", days)).toMatchObject({
      ...{ invoices: 2_645, saleLines: 75_786, gross: 151_511_070n, exactGross: 1_515_110_700n },
      ...{ matchedLines: 763, matched: 9_554_199n, unmatchedLines: 666, unmatched: 11_061_143n },
    });
    expect(upTo("2011-12-09", days)).toMatchObject({
      ...{ invoices: 19_959, saleLines: 530_103, gross: 1_065_562_248n, exactGross: 10_655_622_484n },
      ...{ matchedLines: 7_183, matched: 45_937_655n, unmatchedLines: 2_105, unmatched: 43_743_594n },
      ...{ adjustments: 1_336, free: 1_179, badDebts: 3 },
    });
    const rounded = days.flatMap(({ remarks }) => remarks).filter(({ why }) => why === "rounded");
    expect(rounded.map(({ line }) => line.invoice)).toEqual(["550193", "561226", "568200", "568375"]);
    expect(file.rowErrors).toEqual([]);
  },
  120_000,
);
