import { setTimeout } from "node:timers/promises";
import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import { OrderPlaced } from "#gen/grpc/ultramarket/order/v1/order_events.ts";
import { onCheckpoint, type PersonErased, type RequestKey, silentLogger } from "#mesh/kernel";
import { openDatabase, provision, statement } from "#mesh/store";
import { createTestDatabase, fakeClock } from "#mesh/testing";
import { checkoutDriver } from "../src/app/drive-checkout.ts";
import type { CheckoutSettings } from "../src/app/ports/order-ports.ts";
import { orderUseCases } from "../src/app/use-cases.ts";
import type { Cart } from "../src/domain/cart.ts";
import type { CreditEvent } from "../src/domain/credit-events.ts";
import type { OrderEvent } from "../src/domain/order-events.ts";
import type { Purchase, Quote } from "../src/domain/quote.ts";
import { encodeEvent } from "../src/rpc/encode-event.ts";
import { postgresCartStore } from "../src/store/postgres-cart-store.ts";
import { postgresDraftOrderStore } from "../src/store/postgres-draft-order-store.ts";
import { postgresOrderStore } from "../src/store/postgres-order-store.ts";
import { postgresShipmentStore } from "../src/store/postgres-shipment-store.ts";
import { aCart, anAddress, aQuote, callerOf, euros, ids, someRates } from "./cart-builders.ts";
import { fakeCoupon } from "./fake-coupon.ts";
import { fakeInventory } from "./fake-inventory.ts";
import { fakePayments } from "./fake-payments.ts";

export type OrderDatabase = Awaited<ReturnType<typeof openOrderDatabase>>;

/** A database of the order service, and the clock it goes by. */
export async function openOrderDatabase() {
  const own = await createTestDatabase();
  await provision({ url: own.url, services: ["order"] });
  const clock = fakeClock();
  const database = await openDatabase<OrderEvent | CreditEvent | PersonErased>({
    service: "order",
    url: own.url,
    poolSize: 4,
    migrations: new URL("../src/store/migrations/", import.meta.url),
    encodeEvent,
    clock,
    ids,
    log: silentLogger,
  });
  const close = async () => {
    await database.close();
    await own.drop();
  };
  return { database, clock, close };
}

export type CheckoutShop = ReturnType<typeof openCheckoutShop>;

interface Neighbours {
  readonly stock: ReturnType<typeof fakeInventory>;
  readonly money: ReturnType<typeof fakePayments>;
  readonly few: ReturnType<typeof fakeCoupon>;
}

const usualSettings: CheckoutSettings = { holdDurationMs: 900_000, leaseDurationMs: 10_000 };

/** Carts and orders, with neighbours that do as they are told. */
export function openCheckoutShop(
  { database, clock }: OrderDatabase,
  { stock, money, few }: Neighbours = { stock: fakeInventory(clock), money: fakePayments(), few: fakeCoupon() },
  settings = usualSettings,
) {
  const failures: unknown[] = [];
  const carts = postgresCartStore(database);
  const draftOrders = postgresDraftOrderStore(database);
  const ports = {
    carts,
    draftOrders,
    orders: postgresOrderStore(database),
    shipments: postgresShipmentStore(database),
    pricing: {
      quote: async (purchase: Purchase) => ({ ...priced(purchase), ...few.quoted(purchase.couponCodes) }),
      ...few.counting,
    },
    inventory: stock.inventory,
    payments: money.ports,
    shippingRates: () => someRates,
    users: { findDefaults: async () => undefined },
    clock,
    ids,
    log: { ...silentLogger, error: (_: string, fields?: object) => void failures.push(fields) },
    settings,
  };
  const driver = checkoutDriver(ports);
  const app = orderUseCases(ports, driver);

  /** A filled cart, its owner, and as much in stock as it holds. */
  async function filledCart(change: Partial<Cart> = {}): Promise<Cart> {
    const ready = { email: "ada@example.org", shippingAddress: anAddress(), shippingMethodId: "standard" };
    const { lines, ...empty } = aCart({ ...ready, ...change });
    const cart = await carts.create(() => ({ ...empty, lines: [] }));
    for (const { variantId, quantity } of lines) stock.stock.set(variantId, quantity);
    return carts.change({ cartId: cart.cartId, decide: () => ({ ...cart, lines, version: 2 }) });
  }

  const checkout = (
    cart: Pick<Cart, "cartId" | "userId">,
    method = "pm_visa",
    key: string = ids.uuid(),
    hash = method,
  ) =>
    app.checkoutCart(callerOf(cart.userId), {
      cartId: cart.cartId,
      paymentMethod: method,
      request: aRequest(cart.userId, key, hash),
    });

  /** Recovers what is due until it rests. */
  async function recover(): Promise<void> {
    const { ended } = await app.recoverCheckouts();
    await ended;
  }

  return {
    ...{ app, ports, driver, database, clock, stock, money, few, failures, filledCart, checkout },
    recover,
    /** Time passes, and the worker runs, until the work has ended. */
    async whileRecovering<T>(work: () => Promise<T>): Promise<T> {
      let isOver = false;
      const ended = work().finally(() => {
        isOver = true;
      });
      while (!isOver) {
        await Promise.race([ended.catch(() => undefined), setTimeout(5)]);
        clock.advance(5_000);
        await recover();
      }
      return ended;
    },
    subjects: async () => (await database.query(listSubjects)).map(({ subject }) => subject.replace("order.v1.", "")),
    toldNumbers: async () => (await database.query(listEnvelopes)).map(toldNumber),
    countOrders: async () => (await database.query(countOrders))[0]?.count,
    /** Ends what is under way and forgets all orders. */
    async close() {
      await driver.close();
      await database.query(forgetAll);
    },
  };
}

const listSubjects = statement<{ subject: string }>("t.subjects", "SELECT subject FROM outbox ORDER BY seq");
const listEnvelopes = statement<{ envelope: Buffer }>("t.envelopes", "SELECT envelope FROM outbox ORDER BY seq");
const forgetAll = statement<never>(
  "t.forget_all",
  "TRUNCATE orders, order_lines, carts, draft_orders, credits, outbox CASCADE",
);
const countOrders = statement<{ count: bigint }>(
  "t.orders",
  "SELECT count(*) AS count FROM orders WHERE state <> 'FAILED'",
);

/** The number of the order in an OrderPlaced, or in any other event that has the order in the same place. */
function toldNumber({ envelope }: { readonly envelope: Buffer }): string | undefined {
  return OrderPlaced.decode(EventEnvelope.decode(envelope).payload).order?.orderNumber;
}

export const aRequest = (caller: string, key: string = ids.uuid(), hash = "h", method = "/Checkout"): RequestKey => ({
  ...{ caller, method, key, hash },
});

/** Everything costs 12.90, shipping what it says. */
function priced({ lines, currencyCode, shippingPrice, shippingMethodId }: Purchase): Quote {
  const priced = lines.map((line) => ({ ...line, unitPrice: line.manualUnitPrice ?? euros(1290n) }));
  const quote = aQuote({ currencyCode, lines: priced as never });
  const shippingTotal = shippingPrice ?? euros(0n);
  const total = euros(quote.total.minorUnits + shippingTotal.minorUnits);
  const step = { lineId: "", amount: shippingTotal, description: "Standard", sourceId: shippingMethodId };
  const steps = shippingPrice === undefined ? [] : [{ ...step, kind: "SHIPPING" as const }];
  return { ...quote, shippingTotal, total, steps };
}

/** A fresh shop for each test of a file, over one database; checkpoints are disarmed after each. */
export function useCheckoutShop(): { (): CheckoutShop; another(settings?: CheckoutSettings): CheckoutShop } {
  let orders: OrderDatabase;
  let shop: CheckoutShop;
  beforeAll(async () => {
    orders = await openOrderDatabase();
  });
  afterAll(() => orders?.close());
  beforeEach(() => {
    shop = openCheckoutShop(orders);
  });
  afterEach(async () => {
    onCheckpoint(() => {})();
    await shop?.close();
  });
  /** Another process of the service, with the same neighbours. */
  const another = (settings?: CheckoutSettings) => openCheckoutShop(orders, shop, settings);
  return Object.assign(() => shop, { another });
}

/** Breaks once at the checkpoint. */
export function breakAt(point: string): void {
  let broken = false;
  onCheckpoint((name) => {
    if (name !== point || broken) return;
    broken = true;
    throw new Error(`broken at ${name}`);
  });
}

/** A refusal of this reason, with at least this metadata. */
export const reason = (name: string, metadata = {}) =>
  expect.objectContaining({ reason: name, metadata: expect.objectContaining(metadata) });
