import type { OrderJson } from "../shop/json.ts";
import { rest } from "../shop/rest.ts";
import type { Scene } from "./scene.ts";

/** The checkouts of a user that came to nothing, newest first, as the staff sees them. */
export async function failedOrders({ market, admin }: Scene, userId: string): Promise<readonly OrderJson[]> {
  const route = `GET /v1/orders:all?state=ORDER_STATE_FAILED&user_id=${userId}`;
  return (await rest<{ orders: OrderJson[] }>(market.url, route, { token: admin })).orders;
}
