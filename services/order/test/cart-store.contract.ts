import type { RequestKey } from "#mesh/kernel";
import type { CartStore } from "../src/app/ports/carts.ts";
import { type Cart, changed, type UserId } from "../src/domain/cart.ts";
import { createCart, updateCart } from "../src/domain/cart-content.ts";
import { addLine, removeLine, setQuantity } from "../src/domain/cart-lines.ts";
import { anAddress, aSoldVariant, euros, ids, later, noon, someRates } from "./cart-builders.ts";

/** What every engine that keeps carts must do. */
export function cartStoreContract(store: () => CartStore): void {
  const create = (userId: UserId = ids.next("usr"), request?: RequestKey) =>
    store().create(() => createCart(ids.next("crt"), userId, "EUR", noon), request);
  const change = ({ cartId }: Cart, decide: (cart: Cart) => Cart, known?: Cart, request?: RequestKey) =>
    store().change({ cartId, known, decide }, request);
  const aLine = () => ({ lineId: ids.next("lin"), variant: aSoldVariant(), unitPrice: euros(1290n), quantity: 2n });
  const adding =
    (line = aLine()) =>
    (cart: Cart) =>
      addLine(cart, line, later);
  const aKey = (hash = "a"): RequestKey => ({ caller: "usr_1", method: "/AddCartLine", key: ids.uuid(), hash });
  const reason = (name: string) => expect.objectContaining({ reason: name });

  test("a cart comes back as it was created and changed", async () => {
    const cart = await create();
    expect(await store().find(cart.cartId)).toEqual(cart);
    const filled = await change(cart, adding(), cart);
    const content = {
      email: "ada@example.org",
      shippingAddress: anAddress(),
      billingAddress: anAddress({ city: "Turin", countryCode: "IT" }),
      shippingMethodId: "standard",
      couponCodes: ["SPRING10", "MUG"],
    };
    const updated = await change(cart, (before) => updateCart(before, content, { rates: someRates }, later), filled);
    expect(updated).toMatchObject({ ...content, version: 3, lines: filled.lines });
    expect(await store().find(cart.cartId)).toEqual(updated);
  });

  test("what does not exist is undefined, and cannot be changed", async () => {
    const missing = { cartId: ids.next("crt") } as Cart;
    expect(await store().find(missing.cartId)).toBeUndefined();
    await expect(change(missing, (cart) => cart)).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
  });

  test("lines keep the order they were added in, through changes and removals", async () => {
    const lines = [aLine(), aLine(), aLine(), aLine()];
    let cart = await create();
    for (const line of lines.slice(0, 3)) cart = await change(cart, adding(line), cart);
    const [first, second] = lines.map(({ lineId }) => lineId);
    if (first === undefined || second === undefined) throw new Error("no lines");
    cart = await change(cart, (before) => removeLine(before, second, later), cart);
    cart = await change(cart, (before) => setQuantity(before, first, 1_000_000n, later), cart);
    cart = await change(cart, adding(lines[3]), cart);
    expect((await store().find(cart.cartId))?.lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      [lines[0]?.variant.sku, 1_000_000n],
      [lines[2]?.variant.sku, 2n],
      [lines[3]?.variant.sku, 2n],
    ]);
    expect(await store().find(cart.cartId)).toEqual(cart);
  });

  test("prices keep every digit a bigint has", async () => {
    const unitPrice = { currencyCode: "EUR", minorUnits: 9_007_199_254_740_993n };
    const cart = await create();
    await change(cart, adding({ ...aLine(), unitPrice }), cart);
    expect((await store().find(cart.cartId))?.lines[0]?.unitPrice).toEqual(unitPrice);
  });

  test("a change on a cart that was changed meanwhile starts from what is there", async () => {
    const stale = await create();
    await change(stale, adding(), stale);
    const cart = await change(stale, adding(), stale);
    expect(cart).toMatchObject({ version: 3, lines: [{ quantity: 2n }, { quantity: 2n }] });
    expect(await store().find(stale.cartId)).toEqual(cart);
  });

  test("of twenty racing additions none is lost, of one variant or of many", async () => {
    const cart = await create();
    const line = aLine();
    const racing = (index: number) => adding(index % 2 === 0 ? line : aLine());
    await Promise.all(Array.from({ length: 20 }, (_, index) => change(cart, racing(index), cart)));
    const found = await store().find(cart.cartId);
    expect(found).toMatchObject({ version: 21 });
    expect(found?.lines.length).toBe(11);
    expect(found?.lines.find(({ variantId }) => variantId === line.variant.variantId)?.quantity).toBe(20n);
  });

  test("a change that changes nothing writes nothing; a refused one neither", async () => {
    const cart = await create();
    expect(await change(cart, (before) => before, cart)).toEqual(cart);
    const refuse = () => {
      throw new Error("no");
    };
    await expect(change(cart, refuse, cart)).rejects.toThrow("no");
    await expect(change(cart, refuse)).rejects.toThrow("no");
    expect(await store().find(cart.cartId)).toEqual(cart);
  });

  test("a repeat under one request key gives the first answer, whatever became of the cart", async () => {
    const [creating, changing] = [aKey(), aKey()];
    const cart = await create(undefined, creating);
    expect((await create(undefined, creating)).cartId).toBe(cart.cartId);
    const first = await change(cart, adding(), cart, changing);
    await change(cart, adding(), first);
    expect(await change(cart, adding(), undefined, changing)).toEqual(first);
    expect((await store().find(cart.cartId))?.lines.length).toBe(2);
    await expect(change(cart, adding(), undefined, { ...changing, hash: "b" })).rejects.toThrow(
      reason("REQUEST_ID_REUSED"),
    );
  });

  test("pages show each open cart of the user once, newest first, without lines", async () => {
    const userId = ids.next("usr");
    const made = [await create(userId), await create(userId), await create(userId)];
    await create();
    await change(made[1] as Cart, adding(), made[1]);
    const first = await store().pageOpen(userId, undefined, 2);
    const second = await store().pageOpen(userId, first.nextKey, 2);
    const seen = [...first.items, ...second.items];
    expect(seen.map(({ cartId }) => cartId)).toEqual(made.map(({ cartId }) => cartId).toReversed());
    expect(seen.flatMap(({ lines }) => lines)).toEqual([]);
    expect(second.nextKey).toBeUndefined();
  });

  test("a guest's open carts are taken over, once", async () => {
    const [guest, user] = [ids.next("usr"), ids.next("usr")];
    const cart = await create(guest);
    const request = { ...aKey(), method: "auth.v1.guest_signed_in" };
    await store().takeOver(guest, user, later, request);
    await store().takeOver(guest, user, noon, request);
    expect(await store().find(cart.cartId)).toEqual(changed({ ...cart, userId: user }, {}, later));
    expect((await store().pageOpen(guest, undefined, 10)).items).toEqual([]);
  });
}
