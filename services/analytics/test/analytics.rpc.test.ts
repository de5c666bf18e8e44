import {
  AnalyticsServiceService,
  type GetRevenueRequest,
  Interval,
} from "#gen/grpc/ultramarket/analytics/v1/analytics_service.ts";
import { Order, OrderState } from "#gen/grpc/ultramarket/order/v1/order.ts";
import { PaymentState, RefundState } from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import { type Bus, openPostgresBus } from "#mesh/events";
import { silentLogger } from "#mesh/kernel";
import { type Client, createClient, type GrpcServer, grpcChannel, serveGrpc } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { eventually, sentStatements } from "#mesh/testing";
import { analyticsService } from "../src/service.ts";
import { noon } from "./builders.ts";
import { aCredit, anOrder, aPayment, aRefund, tell, tellCredit } from "./order-events.ts";

let market: TestHost;
let bus: Bus;
let server: GrpcServer;
let analytics: Client<typeof AnalyticsServiceService>;
let staff: { token: string };

beforeAll(async () => {
  market = await startTestHost({ services: [analyticsService] });
  bus = await openPostgresBus({ url: market.env.DATABASE_URL ?? "", log: silentLogger });
  server = await serveGrpc({ core: market.host.core, address: "127.0.0.1:0" });
  analytics = createClient(AnalyticsServiceService, grpcChannel({ address: server.address }));
  staff = { token: await market.tokenFor(["analytics.read"]) };
});

afterAll(async () => {
  await server?.drain(1_000);
  await bus?.close();
  await market?.close();
});

const refusal = (reason: string, metadata = {}) =>
  expect.objectContaining({ reason, metadata: expect.objectContaining(metadata) });

const aQuery = (change: Partial<GetRevenueRequest> = {}): GetRevenueRequest => ({
  startTime: new Date("2026-06-01T00:00:00Z"),
  endTime: new Date("2026-06-08T00:00:00Z"),
  interval: Interval.INTERVAL_DAY,
  timeZone: "",
  currencyCode: "",
  ...change,
});

const revenue = (change: Partial<GetRevenueRequest> = {}) => analytics.getRevenue(aQuery(change), staff);
const eur = (minorUnits: bigint) => ({ currencyCode: "EUR", minorUnits });
const day = (number: number) => new Date(Date.UTC(2026, 5, number, 12));

test("figures follow what orders tell, whatever comes late or again", async () => {
  expect(await revenue()).toEqual({ intervals: [], asOfTime: undefined });
  const order = anOrder();
  const refund = { ...aRefund(), businessTime: day(3) };
  const returned = Order.create({ ...order, refunds: [refund] });
  await tell(
    bus,
    "order_refunded",
    5n,
    Order.create({ ...order, refunds: [{ ...refund, state: RefundState.REFUND_STATE_SUCCEEDED }] }),
    day(4),
  );
  await tell(bus, "order_returned", 4n, returned, day(3));
  await tell(bus, "order_paid", 2n, order);
  await tell(bus, "order_paid", 2n, order);
  await tell(
    bus,
    "order_cancelled",
    2n,
    anOrder({ state: OrderState.ORDER_STATE_CANCELLED, payments: [aPayment(PaymentState.PAYMENT_STATE_VOIDED)] }),
  );
  await tell(bus, "order_paid", 2n, anOrder({ payments: [], businessTime: day(3) }));
  const uncredited = { credits: eur(0n), creditLines: 0n };
  const nothing = { orders: 0n, lines: 0n, units: 0n, gross: eur(0n), refunds: eur(0n), net: eur(0n), ...uncredited };
  await eventually(async () => {
    expect(await revenue()).toEqual({
      intervals: [
        {
          ...nothing,
          startTime: aQuery().startTime,
          orders: 1n,
          lines: 1n,
          units: 3n,
          gross: eur(4200n),
          net: eur(4200n),
        },
        { ...nothing, startTime: new Date("2026-06-02T00:00:00Z") },
        {
          ...nothing,
          startTime: new Date("2026-06-03T00:00:00Z"),
          ...{ orders: 1n, lines: 1n, units: 3n, refunds: eur(1000n), net: eur(-1000n) },
        },
      ],
      asOfTime: day(4),
    });
  });
  await eventually(async () => {
    const lag = (await bus.lag()).find(({ consumer }) => consumer === "analytics.orders");
    expect(lag).toMatchObject({ waiting: 0, retrying: 0, dead: 0 });
  });
});

test("credits take from what is left where they were given, whatever comes again", async () => {
  const at = { startTime: new Date("2028-01-01T00:00:00Z"), endTime: new Date("2028-02-01T00:00:00Z") };
  const days = [9, 10].map((day) => new Date(Date.UTC(2028, 0, day, 12)));
  const [soldOn, creditedOn] = days;
  const credit = aCredit({ businessTime: creditedOn });
  const other = aCredit({ businessTime: creditedOn, total: eur(11n), lines: [{ quantity: 1n }] });
  await tell(bus, "order_paid", 2n, anOrder({ businessTime: soldOn }));
  for (const told of [credit, credit, other]) await tellCredit(bus, told, creditedOn);
  await eventually(async () => {
    const { intervals, asOfTime } = await revenue(at);
    expect(intervals).toMatchObject([
      { gross: eur(4200n), credits: eur(0n), creditLines: 0n, net: eur(4200n) },
      { orders: 0n, gross: eur(0n), refunds: eur(0n), credits: eur(511n), creditLines: 3n, net: eur(-511n) },
    ]);
    expect(asOfTime).toEqual(creditedOn);
  });
  await eventually(async () => {
    const lag = (await bus.lag()).find(({ consumer }) => consumer === "analytics.credits");
    expect(lag).toMatchObject({ waiting: 0, retrying: 0, dead: 0 });
  });
});

test("time zones decide what belongs to a day, and one currency can be asked for", async () => {
  const businessTime = new Date("2027-03-28T21:59:59Z");
  await tell(bus, "order_paid", 2n, anOrder({ businessTime }));
  const between = { startTime: new Date("2027-03-27T23:00:00Z"), endTime: new Date("2027-03-28T22:00:00Z") };
  const { intervals } = await eventually(async () => {
    const answer = await revenue({ ...between, timeZone: "Europe/Berlin", currencyCode: "EUR" });
    expect(answer.intervals).toHaveLength(1);
    return answer;
  });
  expect(intervals).toMatchObject([{ startTime: between.startTime, orders: 1n }]);
  expect((await revenue({ ...between, currencyCode: "CHF" })).intervals).toEqual([]);
  for (const interval of [Interval.INTERVAL_HOUR, Interval.INTERVAL_WEEK, Interval.INTERVAL_MONTH]) {
    expect((await revenue({ ...between, interval })).intervals).toMatchObject([{ orders: 1n }]);
  }
});

test("questions without a sense are refused", async () => {
  await expect(revenue({ endTime: aQuery().startTime })).rejects.toThrow(refusal("TIME_RANGE_INVALID"));
  await expect(revenue({ timeZone: "Nowhere" })).rejects.toThrow(refusal("TIME_ZONE_UNKNOWN"));
  const centuries = revenue({ startTime: new Date("1800-01-01T00:00:00Z") });
  await expect(centuries).rejects.toThrow(refusal("INTERVALS_TOO_MANY", { intervals: expect.any(String) }));
  await expect(revenue({ startTime: undefined })).rejects.toThrow(refusal("INVALID_REQUEST"));
  await expect(revenue({ interval: Interval.INTERVAL_UNSPECIFIED })).rejects.toThrow(refusal("INVALID_REQUEST"));
});

test("figures are for those with the permission", async () => {
  await expect(analytics.getRevenue(aQuery())).rejects.toThrow(refusal("SIGN_IN_REQUIRED"));
  const stranger = { token: await market.tokenFor(["order.read"]) };
  await expect(analytics.getRevenue(aQuery(), stranger)).rejects.toThrow(refusal("PERMISSION_MISSING"));
});

test.each([1, 2_000])("%i intervals cost one statement", async (days) => {
  const { endTime = noon } = aQuery();
  const startTime = new Date(endTime.getTime() - days * 86_400_000);
  const sent = await sentStatements(() => revenue({ startTime, endTime }));
  expect(sent.filter(({ call }) => call !== undefined).map(({ name }) => name)).toEqual(["facts.sums"]);
});
