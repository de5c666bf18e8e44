import { costTable, cpuBetween, cpuByProcess, type Stretch } from "./cost.ts";

function use(seconds: Readonly<Record<string, number>>) {
  return new Map(Object.entries(seconds).map(([name, cpu]) => [name, { cpu, memory: 100 }]));
}

const december: Stretch = {
  name: "2010-12",
  orders: 100,
  lines: 2_000,
  rows: 2_500,
  wallMs: 10_000,
  cpu: new Map([
    ["postgres", 3],
    ["market", 5],
  ]),
};
const january: Stretch = {
  ...december,
  name: "2011-01",
  orders: 50,
  lines: 2_000,
  cpu: new Map([
    ["postgres", 2],
    ["market", 3],
  ]),
};

test("each month has its rates and costs, and the last is compared with the first", () => {
  expect(costTable([december, january])).toEqual([
    "2010-12   100 orders, 2000 lines, 10.0 orders/s, 250 rows/s, 80.0 ms CPU an order, 4.0 ms a line",
    "2011-01   50 orders, 2000 lines, 5.0 orders/s, 250 rows/s, 100.0 ms CPU an order, 2.5 ms a line",
    "2011-01 against 2010-12: 1.25x an order, 0.63x a line",
  ]);
});

test("months without new orders are left out, and costs that could not be seen", () => {
  expect(
    costTable([
      { ...december, orders: 0 },
      { ...january, cpu: undefined },
    ]),
  ).toEqual(["2011-01   50 orders, 2000 lines, 5.0 orders/s, 250 rows/s"]);
});

test("CPU is told by process, unless some of it could not be seen", () => {
  expect(cpuByProcess([december, january])).toEqual([
    "postgres     33.3 ms an order (5.0 s)",
    "market       53.3 ms an order (8.0 s)",
  ]);
  expect(cpuByProcess([december, { ...january, cpu: undefined }])).toEqual([]);
});

test("a process that was started anew makes its stretch unknown", () => {
  expect(cpuBetween(use({ market: 5 }), use({ market: 7, search: 1 }))).toEqual(
    new Map([
      ["market", 2],
      ["search", 1],
    ]),
  );
  expect(cpuBetween(use({ market: 5 }), use({ market: 1 }))).toBeUndefined();
  expect(cpuBetween(undefined, use({ market: 1 }))).toBeUndefined();
});
