import { randomUUID } from "node:crypto";
import { eventually } from "#mesh/testing";
import { type Buyer, guest } from "../shop/buyer.ts";
import { euros } from "../shop/goods.ts";
import type { MoneyJson } from "../shop/json.ts";
import { type Refusal, rest } from "../shop/rest.ts";
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

  test("a gift card is redeemed once, whoever races for it, and its money buys", async () => {
    const { market, staff, admin } = scene();
    const desk = <T>(route: string, body: object) => rest<T>(market.url, route, { token: admin, body });
    const { issued } = await desk<{ issued: { giftCard: { giftCardId: string; lastFour: string }; code: string }[] }>(
      "POST /v1/gift-cards:issue",
      { amount: euros(5_000), count: 2 },
    );
    const [card, spare] = issued;
    expect(card?.code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    const { buyer, cart } = await startShopping(market.url, staff, { minorUnits: 1_000 });
    const other = await guest(market.url);
    const redeem = (who: typeof buyer, code = card?.code?.toLowerCase().replaceAll("-", "")) =>
      who.ask<{ wallet: { balance: MoneyJson } }>("POST /v1/users/me/gift-cards:redeem", { code });
    expect((await redeem(buyer)).wallet.balance).toEqual(euros(5_000));
    const races = await Promise.allSettled([redeem(buyer), redeem(other), redeem(buyer)]);
    expect(races.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await balanceOf(buyer.userId)).toEqual(euros(5_000));
    expect((await buyer.checkout(cart.cartId, { paymentMethod })).order.state).toBe("ORDER_STATE_PAID");
    const disable = (id?: string) => desk<{ giftCard: { state: string } }>(`POST /v1/gift-cards/${id}:disable`, {});
    expect(await disable(spare?.giftCard.giftCardId)).toMatchObject({
      giftCard: { state: "GIFT_CARD_STATE_DISABLED" },
    });
    await expect(redeem(buyer, spare?.code)).rejects.toMatchObject({ status: 400, reason: "GIFT_CARD_INVALID" });
    await expect(disable(card?.giftCard.giftCardId)).rejects.toMatchObject({ reason: "GIFT_CARD_REDEEMED" });
  });

  test("of ten who race for one gift card one has its money, and the others are told that it is no good", async () => {
    const { market, admin: token } = scene();
    const { issued } = await rest<{ issued: { code: string }[] }>(market.url, "POST /v1/gift-cards:issue", {
      token,
      body: { amount: euros(1_000), count: 1 },
    });
    const racers = await Promise.all(Array.from({ length: 10 }, () => guest(market.url)));
    const redeem = (racer: Buyer) => racer.ask("POST /v1/users/me/gift-cards:redeem", { code: issued[0]?.code });
    const races = await Promise.allSettled(racers.map(redeem));
    const lost = races.flatMap((race) => (race.status === "rejected" ? [(race.reason as Refusal).reason] : []));
    expect(lost).toEqual(Array.from({ length: 9 }, () => "GIFT_CARD_INVALID"));
    const held = await Promise.all(racers.map(({ userId }) => balanceOf(userId)));
    expect(held.filter((balance) => balance !== undefined)).toEqual([euros(1_000)]);
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
