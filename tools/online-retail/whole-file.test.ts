import { readOnlineRetail } from "./mod.ts";

const file = process.env.ONLINE_RETAIL_FILE ?? "";
const whole = file === "" ? test.skip : test;
if (file === "") console.log("ONLINE_RETAIL_FILE is not set: the real file is not read");

whole("the real file has its known figures, and no row of it is wrong", async () => {
  const kinds: Record<string, number> = {};
  const distinct = { invoices: new Set(), codes: new Set(), customers: new Set() };
  const total = { sales: 0n, all: 0n, errors: 0, fine: 0 };
  for await (const row of readOnlineRetail(file)) {
    if ("errors" in row) {
      total.errors += 1;
      continue;
    }
    const { line } = row;
    kinds[line.kind] = (kinds[line.kind] ?? 0) + 1;
    distinct.invoices.add(line.invoice);
    distinct.codes.add(line.code);
    if (line.customer !== "") distinct.customers.add(line.customer);
    total.all += line.quantity * line.unitPrice;
    if (line.kind === "sale") total.sales += line.quantity * line.unitPrice;
    if (/\.\d{3}/.test(line.exactPrice)) total.fine += 1;
  }
  expect(kinds).toEqual({ sale: 530_103, cancellation: 9_288, adjustment: 1_336, free: 1_179, "bad-debt": 3 });
  expect([distinct.invoices.size, distinct.codes.size, distinct.customers.size]).toEqual([25_900, 4_070, 4_372]);
  expect(total).toEqual({ errors: 0, fine: 4, all: 974_774_793n, sales: 1_065_562_248n });
});
