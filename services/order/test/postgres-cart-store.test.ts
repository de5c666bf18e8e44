import { uuidFromId } from "#mesh/kernel";
import { statement } from "#mesh/store";
import type { CartStore } from "../src/app/ports/carts.ts";
import type { Cart, OrderId } from "../src/domain/cart.ts";
import { createCart } from "../src/domain/cart-content.ts";
import { addLine } from "../src/domain/cart-lines.ts";
import { postgresCartStore } from "../src/store/postgres-cart-store.ts";
import { aSoldVariant, euros, ids, later, noon } from "./cart-builders.ts";
import { cartStoreContract } from "./cart-store.contract.ts";
import { type OrderDatabase, openOrderDatabase } from "./checkout-shop.ts";

let opened: OrderDatabase;
let store: CartStore;

beforeAll(async () => {
  opened = await openOrderDatabase();
  store = postgresCartStore(opened.database);
});

afterAll(() => opened?.close());

cartStoreContract(() => store);

const create = () => store.create(() => createCart(ids.next("crt"), ids.next("usr"), "EUR", noon));
const addAnother = ({ cartId }: Cart, known?: Cart) => {
  const line = { lineId: ids.next("lin"), variant: aSoldVariant(), unitPrice: euros(1n), quantity: 1n };
  return store.change({ cartId, known, decide: (cart) => addLine(cart, line, later) });
};
const mark = statement("test.mark", "UPDATE carts SET checkout_order_id = $2, order_id = $3 WHERE cart_id = $1");
const marked = async ({ cartId }: Cart, checkoutOrderId?: OrderId, orderId?: OrderId) => {
  const orders = [checkoutOrderId, orderId].map((id) => (id === undefined ? null : uuidFromId(id)));
  await opened.database.query(mark, [uuidFromId(cartId), ...orders]);
};

test("a cart that became an order is neither changed nor listed any more, however it was read", async () => {
  const cart = await create();
  const orderId = ids.next("ord");
  await marked(cart, undefined, orderId);
  const refused = expect.objectContaining({ reason: "CART_CHECKED_OUT", metadata: { order_id: orderId } });
  await expect(addAnother(cart, cart)).rejects.toThrow(refused);
  await expect(addAnother(cart)).rejects.toThrow(refused);
  expect((await store.pageOpen(cart.userId, undefined, 10)).items).toEqual([]);
});

test("a cart whose checkout is under way changes, and stays with the guest", async () => {
  const cart = await create();
  const checkoutOrderId = ids.next("ord");
  await marked(cart, checkoutOrderId);
  const request = { caller: "order", method: "auth.v1.guest_signed_in", key: ids.uuid(), hash: "" };
  await store.takeOver(cart.userId, ids.next("usr"), later, request);
  const changed = await addAnother(cart, await store.find(cart.cartId));
  expect(changed).toMatchObject({ userId: cart.userId, checkoutOrderId, version: 2 });
  expect(await store.find(cart.cartId)).toEqual(changed);
});
