import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "#mesh/testing";
import type { Desk } from "./around-desk.ts";
import { patience } from "./around-kills.ts";
import { type Sale, sell } from "./around-stories.ts";
import { expectDelivered, expectTold } from "./around-truth.ts";
import { noteMoney, onlyOrder, type Shop } from "./shop.ts";
import { untilAnswered } from "./until-answered.ts";

const people = 4;
const salesEach = 12;
const kills = 24;
/** So many sales between one kill and the next, so that the last kill meets parcels on their way too. */
const salesPerKill = 2;
const longestPauseMs = 300;
const mortal = [
  ...["search", "notification", "analytics", "shipping", "user", "order", "inventory", "postgres", "sandboxes"],
] as const;

/** People buy, have it sent, and some give one back, while somebody is killed now and then. */
export async function buyAndSendAtRandom(shop: Shop, desk: Desk): Promise<void> {
  const killed: string[] = [];
  const killing: Promise<void>[] = [];
  const killOne = async (): Promise<void> => {
    await sleep(Math.random() * longestPauseMs);
    const unit = mortal[Math.floor(Math.random() * mortal.length)] ?? "shipping";
    if (shop.market.kill(unit)) killed.push(unit);
    else await killOne();
  };
  const sales: { readonly sale: Sale; readonly isReturned: boolean }[] = [];
  const buyAll = async () => {
    for (let n = 0; n < salesEach; n++) {
      const isReturned = n === 1;
      sales.push({ sale: await sellAndSend(shop, desk, isReturned), isReturned });
      if (sales.length % salesPerKill === 0 && killing.length < kills) killing.push(killOne());
    }
  };
  await Promise.all(Array.from({ length: people }, buyAll));
  await Promise.all(killing);
  expect(killed).toHaveLength(kills);
  await shop.market.ready();
  for (const { sale, isReturned } of sales) await expectSent(shop, desk, sale, isReturned);
}

async function sellAndSend(shop: Shop, desk: Desk, isReturned: boolean): Promise<Sale> {
  const sale = await sell(shop);
  const { buyer, order } = sale;
  const { shipmentId } = await desk.pack(order.orderId);
  await desk.ship(shipmentId);
  if (isReturned) {
    const isSent = /STATE_(SHIPPED|DELIVERED)$/;
    await eventually(async () => expect((await sale.read()).fulfillmentState).toMatch(isSent), patience);
    const lines = order.lines.map(({ lineId }) => ({ lineId, quantity: 1 }));
    await untilAnswered(() => buyer.giveBack(order.orderId, lines, "return"));
  }
  return sale;
}

async function expectSent(shop: Shop, desk: Desk, sale: Sale, isReturned: boolean): Promise<void> {
  const { buyer, email, order, goods, read } = sale;
  const paid = await onlyOrder(buyer, "ORDER_STATE_PAID");
  noteMoney(shop, paid, isReturned ? Number(order.lines[0]?.unitPrice.minorUnits) : 0);
  await expectDelivered(shop, read, goods, isReturned ? 4 : 3);
  const kinds = ["order_paid", "shipment_shipped", "shipment_delivered", ...(isReturned ? ["order_refunded"] : [])];
  await expectTold(shop, desk, { userId: buyer.userId, email }, kinds);
}
