import { eventually } from "#mesh/testing";
import type { Scene } from "../purchase/scene.ts";
import { type Refusal, rest } from "../shop/rest.ts";
import { startShopping } from "../shop/shopping.ts";

interface IntervalJson {
  readonly startTime: string;
  readonly orders: string;
  readonly lines: string;
  readonly units: string;
  readonly gross: { readonly minorUnits: string };
  readonly refunds: { readonly minorUnits: string };
  readonly net: { readonly minorUnits: string };
  readonly credits: { readonly minorUnits: string };
  readonly creditLines: string;
}

const dayMs = 86_400_000;

/** Figures, to the cent. */
export function analyticsJourneys(scene: () => Scene): void {
  const ask = <T>(route: string, token = scene().admin, body?: unknown) =>
    rest<T>(scene().market.url, route, { token, body });
  const revenue = async (start: Date, end: Date) => {
    const range = `start_time=${start.toISOString()}&end_time=${end.toISOString()}&interval=INTERVAL_DAY`;
    const { intervals } = await ask<{ intervals: IntervalJson[] }>(`GET /v1/analytics/revenue?${range}`);
    return intervals;
  };
  const figures = ({ orders, lines, units, gross, refunds, net, credits, creditLines }: IntervalJson) => ({
    orders: Number(orders),
    lines: Number(lines),
    units: Number(units),
    gross: Number(gross.minorUnits),
    refunds: Number(refunds.minorUnits),
    net: Number(net.minorUnits),
    credits: Number(credits.minorUnits),
    creditLines: Number(creditLines),
  });
  const nothing = { orders: 0, lines: 0, units: 0, gross: 0, refunds: 0, net: 0, credits: 0, creditLines: 0 };

  test("a purchase and a return are in today's figures", async () => {
    const today = new Date(Math.floor(Date.now() / dayMs) * dayMs);
    const tomorrow = new Date(today.getTime() + 2 * dayMs);
    const sum = async () =>
      (await revenue(today, tomorrow)).map(figures).reduce((total, one) => {
        const keys = Object.keys(nothing) as (keyof typeof nothing)[];
        return Object.fromEntries(keys.map((key) => [key, total[key] + one[key]])) as typeof nothing;
      }, nothing);
    const { market, staff } = scene();
    const { buyer, cart } = await startShopping(market.url, staff, { quantity: 3 });
    const before = await sum();
    const { order } = await buyer.checkout(cart.cartId);
    const total = Number(order.total.minorUnits);
    const sold = { ...before, orders: before.orders + 1, lines: before.lines + 1, units: before.units + 3 };
    const withOrder = { ...sold, gross: before.gross + total, net: before.net + total };
    await eventually(async () => expect(await sum()).toEqual(withOrder));
    await buyer.giveBack(order.orderId, [{ lineId: order.lines[0]?.lineId ?? "", quantity: 1 }]);
    const withReturn = { ...withOrder, refunds: before.refunds + 1_999, net: withOrder.net - 1_999 };
    await eventually(async () => expect(await sum()).toEqual(withReturn));
  }, 60_000);

  test("an order and a credit that the staff enters for a past day count on that day", async () => {
    const day = new Date("2011-03-04T10:30:00Z");
    const { variantId } = await scene().staff.offer({ stock: 5, minorUnits: 250 });
    const { draftOrder } = await ask<{ draftOrder: { draftOrderId: string } }>("POST /v1/draft-orders", undefined, {
      ...{ currencyCode: "GBP", businessTime: day.toISOString(), reason: "from the books" },
      lines: [{ variantId, quantity: 4, unitPrice: { currencyCode: "GBP", minorUnits: "295" } }],
    });
    const place = { externalPaymentReference: "receipt 1", requestId: draftOrder.draftOrderId };
    await ask(`POST /v1/draft-orders/${draftOrder.draftOrderId}:place`, undefined, place);
    await ask("POST /v1/credits", undefined, {
      ...{ currencyCode: "GBP", businessTime: day.toISOString(), reason: "from the books", requestId: "credit 1" },
      lines: [{ variantId, quantity: 1, unitPrice: { currencyCode: "GBP", minorUnits: "80" } }],
    });
    await eventually(async () => {
      const [found, ...more] = await revenue(new Date("2011-03-04T00:00:00Z"), new Date("2011-03-05T00:00:00Z"));
      expect(more).toEqual([]);
      const sold = { orders: 1, lines: 1, units: 4, gross: 1_180, refunds: 0 };
      expect(found && figures(found)).toEqual({ ...sold, credits: 80, creditLines: 1, net: 1_100 });
    });
  });

  test("figures are the staff's, and too many of them are refused", async () => {
    const range = "start_time=2001-01-01T00:00:00Z&end_time=2020-01-01T00:00:00Z";
    const { token } = (await startShopping(scene().market.url, scene().staff)).buyer;
    const asked = (interval: string, by?: string) =>
      ask(`GET /v1/analytics/revenue?${range}&interval=INTERVAL_${interval}`, by).catch(
        (error: Refusal) => error.reason,
      );
    expect(await asked("MONTH", token)).toBe("PERMISSION_MISSING");
    expect(await asked("HOUR")).toBe("INTERVALS_TOO_MANY");
  });
}
