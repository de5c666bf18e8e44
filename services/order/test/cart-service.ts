import { QuoteServiceService } from "#gen/grpc/ultramarket/pricing/v1/pricing_service.ts";
import { ProductServiceService } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { defineService } from "#mesh/runtime";
import { cartUseCases } from "../src/app/cart-use-cases.ts";
import { draftOrderUseCases } from "../src/app/draft-order-use-cases.ts";
import { pricingClient } from "../src/clients/pricing-client.ts";
import { productClient } from "../src/clients/product-client.ts";
import { guestSignedIn } from "../src/consumers/guest-signed-in.ts";
import { cartRpc } from "../src/rpc/cart-rpc.ts";
import { draftOrderRpc } from "../src/rpc/draft-order-rpc.ts";
import { shippingMethodsSetting } from "../src/shipping-methods-setting.ts";
import { postgresCartStore } from "../src/store/postgres-cart-store.ts";
import { postgresDraftOrderStore } from "../src/store/postgres-draft-order-store.ts";

/** The carts and drafts of the order service, without the orders. */
export const cartService = defineService({
  name: "order",
  config: { shippingMethods: shippingMethodsSetting },
  async start({ clock, ids, openDatabase, dial, config }) {
    const migrations = new URL("../src/store/migrations/", import.meta.url);
    const encodeEvent = () => ({ subject: "", payload: new Uint8Array() });
    const database = await openDatabase({ migrations, encodeEvent });
    const ports = {
      carts: postgresCartStore(database),
      draftOrders: postgresDraftOrderStore(database),
      pricing: pricingClient(dial(QuoteServiceService)),
      products: productClient(dial(ProductServiceService)),
      shippingMethods: config.shippingMethods,
      clock,
      ids,
    };
    const carts = cartUseCases(ports);
    const none = () => Promise.reject(new Error("no orders here"));
    const rpc = [
      cartRpc(carts, { checkoutCart: none }),
      draftOrderRpc(draftOrderUseCases(ports), { placeDraftOrder: none }),
    ];
    return { rpc, consumers: [guestSignedIn(carts)] };
  },
});
