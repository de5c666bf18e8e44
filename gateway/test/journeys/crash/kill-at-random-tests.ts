import { setTimeout as sleep } from "node:timers/promises";
import type { RunningMarket } from "../running-market.ts";
import { type Buyer, guest } from "../shop/buyer.ts";
import type { Goods } from "../shop/goods.ts";
import type { CartJson, OrderJson } from "../shop/json.ts";
import { expectAudited } from "./audited.ts";
import { expectMoney, expectStock, noteMoney, ordersOf, type Shop } from "./shop.ts";
import { untilAnswered } from "./until-answered.ts";

const isLong = process.env.TORTURE === "1";
const people = 8;
const cartsEach = isLong ? 20 : 3;
const kills = isLong ? 48 : 6;
/** So many answers between one kill and the next, so that the last kill meets checkouts too. */
const answersPerKill = 3;
const longestPauseMs = 300;
const mortal = ["order", "payment", "inventory", "pricing", "gateway", "postgres", "sandboxes"] as const;

interface Customer {
  readonly buyer: Buyer;
  readonly carts: readonly CartJson[];
}

function customers({ market }: Shop, { variantId }: Goods): Promise<Customer[]> {
  const one = async () => {
    const buyer = await guest(market.url);
    const carts: CartJson[] = [];
    while (carts.length < cartsEach) carts.push(await buyer.fillCart([{ variantId, quantity: 1 }]));
    return { buyer, carts };
  };
  return Promise.all(Array.from({ length: people }, one));
}

async function killOne(market: RunningMarket, killed: string[]): Promise<void> {
  await sleep(Math.random() * longestPauseMs);
  const unit = mortal[Math.floor(Math.random() * mortal.length)] ?? "order";
  if (market.kill(unit)) killed.push(unit);
  else await killOne(market, killed);
}

/** Random kills while many people check out. */
export function killAtRandomTests(opened: () => Shop): void {
  test("whoever is killed, each cart becomes one paid order, and all books agree", async () => {
    const shop = opened();
    const goods = await shop.staff.offer({ stock: 100 });
    const everybody = await customers(shop, goods);
    const killed: string[] = [];
    const killing: Promise<void>[] = [];
    const bought = new Map<string, OrderJson>();
    const buyAll = async ({ buyer, carts }: Customer) => {
      for (const { cartId } of carts) {
        const { order } = await untilAnswered(() => buyer.checkout(cartId, { requestId: cartId }));
        bought.set(cartId, order);
        if (bought.size % answersPerKill === 0 && killing.length < kills) killing.push(killOne(shop.market, killed));
      }
    };
    await Promise.all(everybody.map(buyAll));
    await Promise.all(killing);
    expect(killed).toHaveLength(kills);
    await shop.market.ready();

    for (const { buyer, carts } of everybody) {
      const orders = await ordersOf(buyer, Array(cartsEach).fill("ORDER_STATE_PAID"));
      const answered = carts.map(({ cartId }) => bought.get(cartId)?.orderId);
      expect(orders.map(({ orderId }) => orderId).toSorted()).toEqual(answered.toSorted());
      for (const order of orders) noteMoney(shop, order);
    }
    await expectStock(shop, goods, people * cartsEach);
    await expectMoney(shop);
    await expectAudited(shop);
  }, 900_000);
}
