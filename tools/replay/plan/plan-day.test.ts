import type { RetailLine } from "../../online-retail/mod.ts";
import { aLine } from "../test/retail-lines.ts";
import type { Entry } from "./entry.ts";
import { createMatcher } from "./match-cancellations.ts";
import { type DayPlan, planDay } from "./plan-day.ts";

const day = "2010-12-01";
const lamp = { code: "85123A", unitPrice: 255n };

/** Plans one day, its lines numbered as they stand. */
function planned(lines: readonly RetailLine[]): DayPlan {
  const numbered = lines.map((line, place) => ({ ...line, line: place + 2 }));
  return planDay(day, numbered, createMatcher());
}

function named(entries: readonly Entry[], invoice: string): Entry | undefined {
  return entries.find((entry) => entry.invoice === invoice);
}

const sale = (details: Parameters<typeof aLine>[0]) => aLine(details);
const cancellation = (details: Parameters<typeof aLine>[0]) =>
  aLine({ invoice: "C536379", kind: "cancellation", at: "2010-12-01 09:41", quantity: -1, ...details });

test("a sale invoice is one order at the time of its first line, with a line for each code and price", () => {
  const { entries, figures } = planned([
    sale({ quantity: 6 }),
    sale({ quantity: 2, at: "2010-12-01 08:27" }),
    sale({ quantity: 1, exactPrice: "2.95" }),
    sale({ quantity: 3, code: "POST", exactPrice: "18" }),
  ]);
  expect(entries).toEqual([
    {
      kind: "order",
      invoice: "536365",
      time: new Date("2010-12-01T08:26:00Z"),
      rows: 4,
      customer: "17850",
      lines: [
        { ...lamp, quantity: 8n },
        { ...lamp, unitPrice: 295n, quantity: 1n },
        { code: "POST", unitPrice: 1800n, quantity: 3n },
      ],
    },
  ]);
  expect(figures).toMatchObject({ day, invoices: 1, saleLines: 4, lines: 3, units: 12n, gross: 7735n });
});

test("a cancellation takes back the newest sales first, and is one return for each order it touches", () => {
  const { entries, figures } = planned([
    sale({ invoice: "1", quantity: 5 }),
    sale({ invoice: "2", quantity: 4, at: "2010-12-01 08:40" }),
    cancellation({ quantity: -6 }),
    cancellation({ quantity: -3 }),
  ]);
  expect(named(entries, "C536379")).toEqual({
    kind: "cancellation",
    invoice: "C536379",
    time: new Date("2010-12-01T09:41:00Z"),
    rows: 2,
    customer: "17850",
    returns: [
      { invoice: "2", lines: [{ ...lamp, quantity: 4n }] },
      { invoice: "1", lines: [{ ...lamp, quantity: 5n }] },
    ],
    credit: [],
  });
  expect(figures).toMatchObject({ matchedLines: 2, matched: 2295n, unmatchedLines: 0, unmatched: 0n });
});

test("a cancellation that is not covered wholly takes nothing, and leaves all for the next one", () => {
  const { entries, figures, remarks } = planned([
    sale({ quantity: 5 }),
    cancellation({ quantity: -6 }),
    cancellation({ quantity: -5 }),
  ]);
  expect(named(entries, "C536379")).toMatchObject({
    returns: [{ invoice: "536365", lines: [{ ...lamp, quantity: 5n }] }],
    credit: [{ ...lamp, quantity: 6n }],
  });
  expect(figures).toMatchObject({ matchedLines: 1, matched: 1275n, unmatchedLines: 1, unmatched: 1530n });
  expect(remarks.map(({ why, line }) => [why, line.line])).toEqual([["unmatched", 3]]);
});

test.each([
  ["another customer", { customer: "13047" }],
  ["another code", { code: "85123B" }],
  ["another price", { exactPrice: "2.54" }],
  ["nobody", { customer: "" }],
])("what %s cancels is a credit", (_, details) => {
  const { entries, figures } = planned([sale({}), sale({ invoice: "2", customer: "" }), cancellation(details)]);
  expect(named(entries, "C536379")).toMatchObject({ returns: [], credit: [{ quantity: 1n }] });
  expect(figures).toMatchObject({ matchedLines: 0, unmatchedLines: 1 });
});

test("what is cancelled before it is sold is a credit, and its order comes after it", () => {
  const { entries } = planned([cancellation({ at: "2010-12-01 08:00" }), sale({})]);
  expect(entries.map(({ invoice }) => invoice)).toEqual(["C536379", "536365"]);
  expect(entries[0]).toMatchObject({ returns: [], credit: [{ quantity: 1n }] });
});

test("a cancellation invoice stands at its last line, after every order it takes back", () => {
  const { entries } = planned([
    sale({ invoice: "1" }),
    cancellation({ at: "2010-12-01 09:41" }),
    sale({ invoice: "2", code: "84406B", at: "2010-12-01 09:41" }),
    cancellation({ code: "84406B", at: "2010-12-01 09:42" }),
  ]);
  expect(entries.map(({ invoice }) => invoice)).toEqual(["1", "2", "C536379"]);
  expect(entries[2]).toMatchObject({ time: new Date("2010-12-01T09:42:00Z"), returns: [{}, {}] });
});

test("adjustments are movements of stock, but for what no stock is kept of", () => {
  const { entries, figures, remarks } = planned([
    aLine({ invoice: "3", kind: "adjustment", quantity: -7, description: "damaged", exactPrice: "0" }),
    aLine({ invoice: "4", kind: "adjustment", quantity: -1, code: "AMAZONFEE", exactPrice: "0" }),
  ]);
  expect(entries).toMatchObject([
    { kind: "adjustment", invoice: "3", rows: 1, lines: [{ code: "85123A", quantity: -7n, description: "damaged" }] },
  ]);
  expect(figures).toMatchObject({ adjustments: 2, gross: 0n });
  expect(remarks.map(({ why, line }) => [why, line.invoice])).toEqual([["not-stocked", "4"]]);
});

test("free lines and corrections of debts are told of and not entered", () => {
  const { entries, figures, remarks } = planned([
    sale({}),
    aLine({ kind: "free", exactPrice: "0" }),
    aLine({ invoice: "A563186", kind: "bad-debt", code: "B", exactPrice: "-11062.06", customer: "" }),
  ]);
  expect(entries).toMatchObject([{ invoice: "536365", rows: 1, lines: [{ ...lamp, quantity: 10n }] }]);
  expect(figures).toMatchObject({ saleLines: 1, gross: 2550n, free: 1, badDebts: 1 });
  expect(remarks.map(({ why }) => why)).toEqual(["free", "bad-debt"]);
});

test("a price finer than a penny is told of; the exact value stays known", () => {
  const { entries, figures, remarks } = planned([
    sale({}),
    sale({ code: "PADS", quantity: 4, exactPrice: "0.001" }),
    sale({ code: "PADS", quantity: 2, exactPrice: "0.010" }),
  ]);
  expect(entries).toMatchObject([{ lines: [{}, { unitPrice: 0n, quantity: 4n }, { unitPrice: 1n, quantity: 2n }] }]);
  expect(figures).toMatchObject({ gross: 2552n, exactGross: 25_524n });
  expect(remarks.map(({ why, line }) => [why, line.exactPrice])).toEqual([["rounded", "0.001"]]);
});
