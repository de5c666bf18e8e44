import { type Figures, noFigures } from "./figures.ts";
import { daysThatDiffer, pounds, tableOf } from "./table.ts";

const sold: Figures = {
  ...noFigures,
  invoices: 2n,
  lines: 3n,
  units: 1_200n,
  gross: 123_456n,
  refunds: 56n,
  credits: 400n,
};
const paid: Figures = { ...noFigures, refunds: 100n };

test("days that agree have one line, others one for each side, and the total is the last", () => {
  const file = new Map([
    ["2010-12-01", sold],
    ["2010-12-02", sold],
  ]);
  const analytics = new Map([
    ["2010-12-01", sold],
    ["2010-12-02", { ...sold, gross: 123_457n }],
  ]);
  const compared = { file, analytics, orders: file };
  expect(tableOf(compared).map((line) => line.trimEnd().split(/ {2,}/))).toEqual([
    ["day", "invoices", "lines", "units", "gross", "refunds", "credits", "net"],
    ["2010-12-01", "all agree", "2", "3", "1,200", "1,234.56", "0.56", "4.00", "1,230.00"],
    ["2010-12-02", "file", "2", "3", "1,200", "1,234.56", "0.56", "4.00", "1,230.00"],
    ["", "analytics", "2", "3", "1,200", "1,234.57", "0.56", "4.00", "1,230.01"],
    ["", "orders", "2", "3", "1,200", "1,234.56", "0.56", "4.00", "1,230.00"],
    ["total", "file", "4", "6", "2,400", "2,469.12", "1.12", "8.00", "2,460.00"],
    ["", "analytics", "4", "6", "2,400", "2,469.13", "1.12", "8.00", "2,460.01"],
    ["", "orders", "4", "6", "2,400", "2,469.12", "1.12", "8.00", "2,460.00"],
  ]);
  expect(daysThatDiffer(compared)).toEqual(["2010-12-02"]);
});

test("a day that one side does not have differs, and so do amounts that only cancel out in the total", () => {
  const file = new Map([
    ["2010-12-01", paid],
    ["2010-12-02", noFigures],
  ]);
  const orders = new Map([
    ["2010-12-01", noFigures],
    ["2010-12-02", paid],
  ]);
  expect(daysThatDiffer({ file, analytics: file, orders })).toEqual(["2010-12-01", "2010-12-02"]);
  expect(daysThatDiffer({ file, analytics: new Map([["2010-12-01", paid]]), orders: file })).toEqual([]);
});

test.each([
  [0n, "0.00"],
  [7n, "0.07"],
  [-5n, "-0.05"],
  [106_556_2248n, "10,655,622.48"],
  [-100_000n, "-1,000.00"],
])("%s pence are %s", (pence, text) => {
  expect(pounds(pence)).toBe(text);
});
