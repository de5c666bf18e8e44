import { type DomainEvent, silentLogger, systemClock } from "#mesh/kernel";
import { type Database, openDatabase, provision } from "#mesh/store";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import type { CartStore } from "../src/app/ports/carts.ts";
import type { Cart } from "../src/domain/cart.ts";
import { createCart } from "../src/domain/cart-content.ts";
import { addLine } from "../src/domain/cart-lines.ts";
import { abandonCart, claimCart, completeCart } from "../src/store/cart-checkout.ts";
import { postgresCartStore } from "../src/store/postgres-cart-store.ts";
import { aSoldVariant, euros, ids, later, noon } from "./cart-builders.ts";
import { cartStoreContract } from "./cart-store.contract.ts";

let own: TestDatabase;
let database: Database<DomainEvent>;
let store: CartStore;

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["order"] });
  database = await openDatabase<DomainEvent>({
    service: "order",
    url: own.url,
    poolSize: 4,
    migrations: new URL("../src/store/migrations/", import.meta.url),
    encodeEvent: () => ({ subject: "", payload: new Uint8Array() }),
    clock: systemClock,
    ids,
    log: silentLogger,
  });
  store = postgresCartStore(database);
});

afterAll(async () => {
  await database?.close();
  await own?.drop();
});

cartStoreContract(() => store);

const create = () => store.create(() => createCart(ids.next("crt"), ids.next("usr"), "EUR", noon));
const addAnother = ({ cartId }: Cart, known?: Cart) => {
  const line = { lineId: ids.next("lin"), variant: aSoldVariant(), unitPrice: euros(1n), quantity: 1n };
  return store.change({ cartId, known, decide: (cart) => addLine(cart, line, later) });
};

test("of eight checkouts of one cart one gets it, and the next once that came to nothing", async () => {
  const { cartId, version } = await create();
  const orderIds = Array.from({ length: 8 }, () => ids.next("ord"));
  const outcomes = await Promise.all(orderIds.map((orderId) => claimCart(database, { cartId, orderId }, version)));
  expect(outcomes.filter((claimed) => claimed).length).toBe(1);
  const winner = orderIds[outcomes.indexOf(true)] ?? ids.next("ord");
  expect(await store.find(cartId)).toMatchObject({ checkoutOrderId: winner, version });
  await abandonCart(database, { cartId, orderId: ids.next("ord") });
  expect(await store.find(cartId)).toMatchObject({ checkoutOrderId: winner });
  await abandonCart(database, { cartId, orderId: winner });
  expect(await claimCart(database, { cartId, orderId: ids.next("ord") }, version)).toBe(true);
});

test("a cart that was changed since it was read is not claimed", async () => {
  const cart = await create();
  await addAnother(cart, cart);
  expect(await claimCart(database, { cartId: cart.cartId, orderId: ids.next("ord") }, cart.version)).toBe(false);
});

test("a cart that became an order is not changed, claimed or listed any more", async () => {
  const cart = await create();
  const checkout = { cartId: cart.cartId, orderId: ids.next("ord") };
  await claimCart(database, checkout, cart.version);
  await completeCart(database, checkout, later);
  const found = await store.find(cart.cartId);
  expect(found).toMatchObject({ orderId: checkout.orderId, checkoutOrderId: undefined, updateTime: later });
  const refused = expect.objectContaining({ reason: "CART_CHECKED_OUT", metadata: { order_id: checkout.orderId } });
  await expect(addAnother(cart, cart)).rejects.toThrow(refused);
  expect(await claimCart(database, checkout, found?.version ?? 0)).toBe(false);
  expect((await store.pageOpen(cart.userId, undefined, 10)).items).toEqual([]);
});

test("a cart whose checkout is under way stays with the guest", async () => {
  const cart = await create();
  await claimCart(database, { cartId: cart.cartId, orderId: ids.next("ord") }, cart.version);
  const request = { caller: "order", method: "auth.v1.guest_signed_in", key: ids.uuid(), hash: "" };
  await store.takeOver(cart.userId, ids.next("usr"), later, request);
  expect(await store.find(cart.cartId)).toMatchObject({ userId: cart.userId });
});
