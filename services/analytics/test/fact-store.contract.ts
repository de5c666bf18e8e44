import type { FactStore } from "../src/app/ports.ts";
import type { OrderFact } from "../src/domain/order-fact.ts";
import { aCreditFact, anOrderFact, aRefundFact, noon } from "./builders.ts";

const minute = 60_000;
/** So many minutes after noon. */
const at = (minutes: number) => new Date(noon.getTime() + minutes * minute);
const hour = [at(0), at(60)];

/** What every engine of facts does; each test gets an empty one. */
export function factStoreContract(open: () => Promise<FactStore>): void {
  let facts: FactStore;

  beforeEach(async () => {
    facts = await open();
  });

  const take = async (...taken: readonly OrderFact[]) => {
    for (const fact of taken) await facts.take(fact);
  };

  test("before the first fact there is nothing", async () => {
    expect(await facts.sums(hour)).toEqual({ sums: [], asOfTime: undefined });
  });

  test("orders and refunds are summed where they happened, currencies apart", async () => {
    const refunded = anOrderFact({ refunds: [aRefundFact({ businessTime: at(60) }), aRefundFact({ amount: 1n })] });
    await take(refunded, anOrderFact({ gross: 0n }), anOrderFact({ currencyCode: "CHF", businessTime: at(61) }));
    const uncredited = { credits: 0n, creditLines: 0n };
    const nothing = { orders: 0n, lines: 0n, units: 0n, gross: 0n, refunds: 0n, ...uncredited };
    const { sums } = await facts.sums([at(0), at(60), at(120)]);
    const one = { ...nothing, orders: 1n, lines: 2n, units: 3n, gross: 4200n };
    expect(sums).toEqual([
      { interval: 0, currencyCode: "EUR", ...uncredited, orders: 2n, lines: 4n, units: 6n, gross: 4200n, refunds: 1n },
      { interval: 1, currencyCode: "CHF", ...one },
      { interval: 1, currencyCode: "EUR", ...nothing, refunds: 1000n },
    ]);
    expect((await facts.sums([at(0), at(120)], "CHF")).sums).toEqual([{ interval: 0, currencyCode: "CHF", ...one }]);
  });

  test("bounds are exact to the millisecond wherever they lie", async () => {
    const times = [0, 1, 899_999, 900_000, 900_001, 3_599_999, 3_600_000].map((ms) => new Date(noon.getTime() + ms));
    await take(...times.map((businessTime) => anOrderFact({ businessTime, refunds: [aRefundFact({ businessTime })] })));
    for (const businessTime of times) await facts.takeCredit(aCreditFact({ businessTime }));
    for (const from of times) {
      for (const to of times.filter((time) => time > from)) {
        const count = BigInt(times.filter((time) => time >= from && time < to).length);
        const { sums } = await facts.sums([from, to]);
        expect(sums).toMatchObject([
          {
            orders: count,
            gross: 4200n * count,
            refunds: 1000n * count,
            credits: 500n * count,
            creditLines: 2n * count,
          },
        ]);
      }
    }
  });

  test("repeated and late facts change nothing", async () => {
    const orderId = anOrderFact().orderId;
    const refund = aRefundFact();
    const paid = anOrderFact({ orderId });
    const asked = anOrderFact({ orderId, version: 3n, refunds: [refund], eventTime: at(1) });
    const failed = anOrderFact({ orderId, version: 4n, refunds: [{ ...refund, state: "FAILED" }], eventTime: at(2) });
    await take(asked, paid, asked);
    expect(await facts.sums(hour)).toMatchObject({ sums: [{ orders: 1n, refunds: 1000n }], asOfTime: at(1) });
    await take(failed, asked, failed, paid);
    await take({ ...asked, units: 9n, gross: 9n });
    expect(await facts.sums(hour)).toMatchObject({ sums: [{ orders: 1n, units: 3n, refunds: 0n }], asOfTime: at(2) });
  });

  test("credits are summed where they happened, currencies apart, also where nothing was sold", async () => {
    const credit = aCreditFact({ businessTime: at(60), eventTime: at(200) });
    const free = aCreditFact({ businessTime: at(61), currencyCode: "CHF", amount: 0n, lines: 1 });
    for (const fact of [credit, free, credit, aCreditFact({ businessTime: at(119) })]) await facts.takeCredit(fact);
    await take(anOrderFact({ businessTime: at(60), eventTime: at(100) }), anOrderFact({ businessTime: at(120) }));
    const none = { orders: 0n, lines: 0n, units: 0n, gross: 0n, refunds: 0n };
    const sold = { orders: 1n, lines: 2n, units: 3n, gross: 4200n, refunds: 0n };
    expect(await facts.sums([at(0), at(60), at(120)])).toEqual({
      sums: [
        { interval: 1, currencyCode: "CHF", ...none, credits: 0n, creditLines: 1n },
        { interval: 1, currencyCode: "EUR", ...sold, credits: 1000n, creditLines: 4n },
      ],
      asOfTime: at(200),
    });
    expect((await facts.sums([at(61), at(120)], "EUR")).sums).toEqual([
      { interval: 0, currencyCode: "EUR", ...none, credits: 500n, creditLines: 2n },
    ]);
  });

  test("what is known before the first order is as of the newest credit, and a repeated one changes nothing", async () => {
    const credit = aCreditFact();
    await facts.takeCredit(credit);
    await facts.takeCredit({ ...credit, amount: 9n, businessTime: at(30), eventTime: at(9) });
    expect(await facts.sums(hour)).toMatchObject({ sums: [{ credits: 500n, creditLines: 2n }], asOfTime: noon });
  });

  test("a fact that is told anew moves to where it belongs now", async () => {
    const refund = aRefundFact();
    const before = anOrderFact({ refunds: [refund] });
    const moved = { ...before, version: 9n, businessTime: at(60), units: 5n, gross: 9n, lines: 1, currencyCode: "CHF" };
    await take(before, { ...moved, refunds: [{ ...refund, businessTime: at(90), amount: 7n, state: "SUCCEEDED" }] });
    const { sums } = await facts.sums([at(0), at(60), at(90), at(120)]);
    expect(sums).toMatchObject([
      { interval: 1, currencyCode: "CHF", orders: 1n, lines: 1n, units: 5n, gross: 9n, refunds: 0n },
      { interval: 2, currencyCode: "CHF", orders: 0n, lines: 0n, units: 0n, gross: 0n, refunds: 7n },
    ]);
  });
}
