import { randomUUID } from "node:crypto";
import { eventually } from "#mesh/testing";
import { guest } from "../shop/buyer.ts";
import { euros } from "../shop/goods.ts";
import type { MoneyJson } from "../shop/json.ts";
import { rest } from "../shop/rest.ts";
import { startShopping } from "../shop/shopping.ts";
import { outcomeOf } from "./races.ts";
import type { Scene } from "./scene.ts";

const paymentMethod = "wallet";

/** Purchases that are paid out of the wallet. */
export function walletTests(scene: () => Scene): void {
  async function credit(userId: string, minorUnits: number): Promise<void> {
    const body = { amount: euros(minorUnits), note: "Goodwill", requestId: randomUUID() };
    await rest(scene().market.url, `POST /v1/users/${userId}/wallets:adjust`, { token: scene().admin, body });
  }

  async function balanceOf(userId: string): Promise<MoneyJson | undefined> {
    const route = `GET /v1/users/${userId}/wallets`;
    const { token, url } = { token: scene().admin, url: scene().market.url };
    const { wallets } = await rest<{ wallets: { balance: MoneyJson }[] }>(url, route, { token });
    return wallets[0]?.balance;
  }

  test("a wallet pays for a purchase; what is sent back, and what is cancelled, comes back to it", async () => {
    const { market, staff } = scene();
    const { buyer, cart, goods } = await startShopping(market.url, staff, { minorUnits: 1_000, stock: 9 });
    await credit(buyer.userId, 5_000);
    const { order } = await buyer.checkout(cart.cartId, { paymentMethod });
    expect(order).toMatchObject({ state: "ORDER_STATE_PAID", payments: [{ state: "PAYMENT_STATE_CAPTURED" }] });
    const total = Number(order.total.minorUnits);
    expect(await balanceOf(buyer.userId)).toEqual(euros(5_000 - total));
    await buyer.giveBack(order.orderId, [{ lineId: order.lines[0]?.lineId ?? "", quantity: 1 }]);
    await eventually(async () => expect(await balanceOf(buyer.userId)).toEqual(euros(6_000 - total)));
    const second = await buyer.fillCart([{ variantId: goods.variantId, quantity: 1 }]);
    const again = await buyer.checkout(second.cartId, { paymentMethod });
    await buyer.cancel(again.order.orderId);
    await eventually(async () => expect(await balanceOf(buyer.userId)).toEqual(euros(6_000 - total)));
  });

  test("a wallet that holds less buys nothing, and the next means of payment does", async () => {
    const { market, staff } = scene();
    const { buyer, cart } = await startShopping(market.url, staff, { minorUnits: 1_000 });
    await credit(buyer.userId, 100);
    await expect(buyer.checkout(cart.cartId, { paymentMethod })).rejects.toMatchObject({
      reason: "PAYMENT_DECLINED",
      metadata: { decline_code: "wallet_funds_insufficient" },
    });
    expect(await balanceOf(buyer.userId)).toEqual(euros(100));
    expect((await buyer.checkout(cart.cartId)).order.state).toBe("ORDER_STATE_PAID");
  });

  test("of ten carts at once one wallet pays for as many as it holds", async () => {
    const { market, staff } = scene();
    const { variantId } = await staff.offer({ stock: 20, minorUnits: 1_000 });
    const buyer = await guest(market.url);
    const carts = await Promise.all(Array.from({ length: 10 }, () => buyer.fillCart([{ variantId, quantity: 1 }])));
    const total = Number(carts[0]?.total.minorUnits);
    await credit(buyer.userId, 4 * total + 1);
    const { bought, refused } = await outcomeOf(
      carts.map(
        ({ cartId }) =>
          () =>
            buyer.checkout(cartId, { paymentMethod }),
      ),
    );
    expect([bought.length, refused]).toEqual([4, Array(6).fill("PAYMENT_DECLINED")]);
    expect(await balanceOf(buyer.userId)).toEqual(euros(1));
    expect((await staff.stock(variantId)).reserved).toBe(4);
  }, 30_000);
}
