import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type RetailLine, type RetailOptions, type RetailRow, readOnlineRetail } from "./mod.ts";

const header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
const now = new Date("2012-01-01T00:00:00Z");

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "online-retail-"));
  file = join(folder, "retail.csv");
});

afterEach(() => rm(folder, { recursive: true }));

/** 20 invoices of 3 lines. */
const clean = Array.from({ length: 60 }, (_, index) => {
  const invoice = Math.floor(index / 3);
  const minute = String(invoice).padStart(2, "0");
  return `${536365 + invoice},${22000 + index},MUG No ${index},${index + 1},2010-12-01 08:${minute}:00,2.55,${17850 + invoice}.0,France`;
});

async function rowsOf(options: RetailOptions = {}, path = file): Promise<RetailRow[]> {
  const rows: RetailRow[] = [];
  for await (const row of readOnlineRetail(path, { now, ...options })) rows.push(row);
  return rows;
}

async function read(content: string | Buffer): Promise<RetailRow[]> {
  await writeFile(file, content);
  return rowsOf();
}

const table = (lines: readonly string[]) => `${[header, ...lines].join("\n")}\n`;
const errorsOf = (rows: readonly RetailRow[]) => rows.flatMap((row) => ("errors" in row ? row.errors : []));
const linesOf = (rows: readonly RetailRow[]) => rows.flatMap((row) => ("line" in row ? [row.line] : []));
const unnumbered = (lines: readonly RetailLine[]) => lines.map(({ line: _, ...rest }) => rest);

test("a line becomes what it says", async () => {
  const rows = await read(
    table([
      "536365,85123A,  WHITE HANGING HEART ,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
      'C536366,BANK CHARGES,"A ""GOOD"", OLD\nTHING",-2,2010-12-01 08:27:00,0.125,,EIRE',
      "536367,22000,,-5,2010-12-01 08:28:00,0,,Unspecified",
      "536368,22000,£1 MUG,5,2010-12-01 08:28:00,0.0,,RSA",
      "A536369,B,Adjust bad debt,1,2010-12-01 08:29:00,-11062.06,,Channel Islands",
    ]),
  );
  expect(rows).toEqual(
    [
      {
        line: 2,
        invoice: "536365",
        code: "85123A",
        description: "WHITE HANGING HEART",
        quantity: 6n,
        time: new Date("2010-12-01T08:26:00Z"),
        unitPrice: 255n,
        exactPrice: "2.55",
        customer: "17850",
        countryCode: "GB",
        kind: "sale",
      },
      {
        line: 3,
        description: 'A "GOOD", OLD\nTHING',
        unitPrice: 12n,
        customer: "",
        countryCode: "IE",
        kind: "cancellation",
      },
      { line: 5, description: "", quantity: -5n, countryCode: "", kind: "adjustment" },
      { line: 6, description: "£1 MUG", countryCode: "ZA", kind: "free" },
      { line: 7, unitPrice: -1106206n, countryCode: "GB", kind: "bad-debt" },
    ].map((line) => ({ line: expect.objectContaining(line) })),
  );
});

/** What is done to the row on line 11 (index 9), where the error is found, and what it says. */
const damages: readonly [string, (line: string) => string | Buffer, string, RegExp][] = [
  ["a line cut within a cell", (line) => line.slice(0, 40), "UnitPrice", /cut: it has 5 of 8 cells/],
  [
    "a line cut within a quoted cell",
    (line) => line.replace("MUG", '"MUG').slice(0, 25),
    "Description",
    /cut or a quote/,
  ],
  ["a misplaced quote", (line) => line.replace("MUG", '"M"UG'), "Description", /quote is misplaced/],
  ["a comma too many", (line) => `${line},`, "Country", /has 9 cells, 8 are wanted/],
  ["a zero byte", (line) => Buffer.from(line.replace("MUG", "M\0G")), "Description", /zero byte/],
  ["another encoding", (line) => Buffer.from(line.replace("MUG", "£ MUG"), "latin1"), "Description", /not UTF-8/],
  ["no number", (line) => line.replace(",10,", ",ten,"), "Quantity", /whole number/],
  ["too large a number", (line) => line.replace(",10,", ",1000000001,"), "Quantity", /whole number/],
  ["no units", (line) => line.replace(",10,", ",0,"), "Quantity", /without units/],
  ["a cancellation that adds", (line) => `C9${line.slice(1)}`, "Quantity", /takes units back/],
  ["a negative price", (line) => line.replace("2.55", "-2.55"), "UnitPrice", /negative price/],
  [
    "no price",
    (line) => line.replace("2.55", "2,55").replace(",France", ""),
    "UnitPrice|CustomerID|Country",
    /wanted|no country/,
  ],
  ["no day of the calendar", (line) => line.replace("2010-12-01", "2010-02-30"), "InvoiceDate", /such as/],
  ["a time that is none", (line) => line.replace("2010-12-01", "yesterday"), "InvoiceDate", /such as/],
  ["a time in the future", (line) => line.replace("2010-12-01", "2012-12-01"), "InvoiceDate", /future/],
  ["an unknown country", (line) => line.replace("France", "Atlantis"), "Country", /no country of this name/],
  ["a customer that is none", (line) => line.replace("17853.0", "Ada"), "CustomerID", /number, or nothing/],
  ["no code", (line) => line.replace(",22009,", ",,"), "StockCode", /1 to 64/],
  ["no invoice number", (line) => line.replace("536368", "X1"), "InvoiceNo", /number is wanted/],
];

test.each(damages)(
  "%s gives an error that names line and field, and loses nothing else",
  async (_, damage, field, says) => {
    const whole = linesOf(await read(table(clean)));
    const lines = clean.map((line, index) => Buffer.from(index === 9 ? damage(line) : line));
    const rows = await read(
      Buffer.concat([Buffer.from(header), ...lines].flatMap((line) => [line, Buffer.from("\n")])),
    );
    const errors = errorsOf(rows);
    expect(errors).not.toHaveLength(0);
    for (const error of errors) {
      expect(error).toMatchObject({
        line: 11,
        field: expect.stringMatching(`^(${field})$`),
        message: expect.stringMatching(says),
      });
    }
    expect(linesOf(rows)).toEqual(whole.filter(({ line }) => line !== 11));
  },
);

test("an invoice of another customer, an hour later, or after many others is there by mistake", async () => {
  const others = Array.from({ length: 101 }, (_, index) => `${600000 + index},22000,,1,2010-12-01 08:30:00,1,,France`);
  const again = [
    "536365,22000,,1,2010-12-01 08:00:00,1,99999.0,France",
    "536365,22000,,1,2010-12-01 09:01:00,1,17850.0,France",
    ...others,
    ...clean.slice(0, 3),
  ];
  const rows = await read(table([...clean, ...again]));
  expect(errorsOf(rows)).toEqual([
    {
      line: 62,
      field: "CustomerID",
      value: "99999",
      message: "invoice 536365 was on line 2 already, of customer 17850",
    },
    expect.objectContaining({ line: 63, field: "InvoiceNo", message: expect.stringMatching(/hour apart/) }),
    ...[165, 166, 167].map((line) => expect.objectContaining({ line, field: "InvoiceNo", value: "536365" })),
  ]);
  expect(linesOf(rows)).toHaveLength(60 + 101);
});

test("an invoice that is interrupted goes on, but the same lines again are there by mistake", async () => {
  const [first = "", second = "", third = "", other = ""] = clean;
  const rows = await read(table([first, first, second, other, third, second, first, ...clean.slice(4, 6), first]));
  expect(errorsOf(rows)).toEqual(
    [7, 8, 11].map((line) =>
      expect.objectContaining({
        line,
        field: "InvoiceNo",
        message: "invoice 536365 was on line 2 already, with the same line",
      }),
    ),
  );
  expect(linesOf(rows)).toHaveLength(7);
});

test("a missing column is named at once, with what was found", async () => {
  await expect(read("InvoiceNo,StockCode,Price\n1,2,3\n")).rejects.toThrow(
    "missing: Description, Quantity, InvoiceDate, UnitPrice, CustomerID, Country; found: InvoiceNo, StockCode, Price",
  );
});

test("columns stand in any order, lines end in any way, and a byte order mark is no part of the first name", async () => {
  const whole = unnumbered(linesOf(await read(table(clean))));
  const turned = [header, ...clean].map((line) => line.split(",").toReversed().join(","));
  expect(unnumbered(linesOf(await read(`\uFEFF${turned.join("\r\n")}\r\n\r\n`)))).toEqual(whole);
});

test("gzip is told by its bytes, and files of several members are whole", async () => {
  const whole = linesOf(await read(table(clean)));
  const text = table(clean);
  expect(linesOf(await read(gzipSync(text)))).toEqual(whole);
  expect(linesOf(await read(Buffer.concat([gzipSync(text.slice(0, 999)), gzipSync(text.slice(999))])))).toEqual(whole);
});

test("a gzip that is cut off gives all rows it still holds, then says so", async () => {
  const packed = gzipSync(table(clean));
  await writeFile(file, packed.subarray(0, packed.length - 12));
  const rows: RetailRow[] = [];
  const reading = (async () => {
    for await (const row of readOnlineRetail(file, { now })) rows.push(row);
  })();
  await expect(reading).rejects.toThrow(/is cut off: its gzip data ends before its end/);
  expect(linesOf(rows).length).toBeGreaterThan(50);
});

test.each([
  ["nothing", "", /is empty/],
  ["an empty gzip", gzipSync(""), /missing: InvoiceNo.*found: nothing/],
  ["a spreadsheet", "PK\u0003\u0004", /zip archive or a spreadsheet/],
  ["UTF-16", Buffer.from(`\uFEFF${header}`, "utf16le"), /UTF-16, where UTF-8 is wanted/],
])("%s is refused with what it is", async (_, content, says) => {
  await expect(read(content)).rejects.toThrow(says);
});

test("gzip data that is damaged is told, and so are files that are not there", async () => {
  const packed = gzipSync(table(clean));
  packed.fill(0xff, 60, 90);
  await expect(read(packed)).rejects.toThrow(/is damaged: its gzip data cannot be read on/);
  await expect(rowsOf({}, join(folder, "none.csv"))).rejects.toThrow(/none.csv cannot be read/);
  await expect(rowsOf({}, folder)).rejects.toThrow(/is a folder/);
});

test("a line without end costs a megabyte, not the memory, and no other line", async () => {
  await writeFile(file, table(clean));
  await appendFile(file, "x".repeat(3 * 2 ** 20));
  await appendFile(file, `\n${clean[59]}\n`);
  const rows = await rowsOf();
  expect(errorsOf(rows)).toEqual([expect.objectContaining({ line: 62, message: "the line is longer than 1 MiB" })]);
  expect(linesOf(rows)).toHaveLength(61);
});

test("progress ends at the size of the file", async () => {
  await writeFile(file, table(clean));
  const seen: number[][] = [];
  await rowsOf({ progress: (...bytes) => seen.push(bytes) });
  const { length } = await readFile(file);
  expect(seen.at(-1)).toEqual([length, length]);
});
