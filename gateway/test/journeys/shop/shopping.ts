import { type Buyer, guest } from "./buyer.ts";
import type { Goods, GoodsOptions, Staff } from "./goods.ts";
import type { CartJson } from "./json.ts";

/** A new guest before a full cart of new goods. */
export interface Shopping {
  readonly buyer: Buyer;
  readonly goods: Goods;
  readonly cart: CartJson;
}

export interface ShoppingOptions extends Partial<GoodsOptions> {
  readonly quantity?: number;
}

/** Two of three units, unless said otherwise. */
export async function startShopping(url: string, staff: Staff, options: ShoppingOptions = {}): Promise<Shopping> {
  const { quantity = 2, stock = 3, ...about } = options;
  const goods = await staff.offer({ stock, ...about });
  const buyer = await guest(url);
  return { buyer, goods, cart: await buyer.fillCart([{ variantId: goods.variantId, quantity }]) };
}
