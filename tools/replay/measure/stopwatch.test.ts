import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Entry } from "../plan/entry.ts";
import { createStopwatch } from "./stopwatch.ts";

const order: Entry = {
  ...{ kind: "order", invoice: "1", time: new Date("2010-12-31T23:59:59Z"), rows: 3, customer: "" },
  lines: [{ code: "10001", unitPrice: 255n, quantity: 4n }],
};
const adjustment: Entry = {
  kind: "adjustment",
  invoice: "2",
  time: new Date("2011-01-01T00:00:00Z"),
  rows: 2,
  lines: [],
};

test("each month counts its own orders, their lines, and the rows of all entries", async () => {
  const stopwatch = createStopwatch(join(tmpdir(), "no-market-here"));
  stopwatch.count(order);
  for (const entry of [order, order, adjustment]) {
    await stopwatch.begin(entry.time);
    stopwatch.count(entry);
  }
  await stopwatch.end();
  expect(stopwatch.stretches()).toEqual([
    { name: "2010-12", orders: 2, lines: 2, rows: 6, wallMs: expect.any(Number), cpu: undefined },
    { name: "2011-01", orders: 0, lines: 0, rows: 2, wallMs: expect.any(Number), cpu: undefined },
  ]);
});
