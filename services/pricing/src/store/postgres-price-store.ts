import { toPage, uuidFromId } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { PriceStore } from "../app/ports.ts";
import type { PricingEvent } from "../domain/events.ts";
import { type Price, type PriceDraft, priceSet } from "../domain/price.ts";
import { priceFromRow } from "./price-row.ts";
import * as sql from "./price-statements.ts";

/** Prices in PostgreSQL: what products ask for, and lists of our own beside it. */
export function postgresPriceStore(database: Database<PricingEvent>): PriceStore {
  return {
    async keepCatalogue({ productId, version, prices }, now) {
      await database.query(sql.keepCatalogue, [uuidFromId(productId), version, ...columnsOf(prices), now]);
    },
    async keepAhead(prices, now, expireTime) {
      const [variants, ...amounts] = columnsOf(prices);
      const products = prices.map(({ productId }) => uuidFromId(productId));
      await database.query(sql.keepAhead, [variants, products, ...amounts, now, expireTime]);
    },
    set(drafts, now, request) {
      return database.change(request, async (tx) => {
        const versions = await tx.query(sql.set, [...columnsOf(drafts), now]);
        const prices = drafts.map((draft): Price => ({ ...draft, origin: "PRICE_LIST", updateTime: now }));
        const events = prices.map((price, index) => priceSet(price, Number(versions[index]?.version)));
        return { answer: prices, events };
      });
    },
    async page(variantId, after, size, now) {
      const rows = await database.query(sql.page, [uuidFromId(variantId), after ?? "", size + 1, now]);
      return toPage(rows.map(priceFromRow), size, ({ price }) => price.currencyCode);
    },
  };
}

/** Variants, currencies and minor units, each as one array. */
function columnsOf(prices: readonly PriceDraft[]): [string[], string[], bigint[]] {
  return [
    prices.map(({ variantId }) => uuidFromId(variantId)),
    prices.map(({ price }) => price.currencyCode),
    prices.map(({ price }) => price.minorUnits),
  ];
}
