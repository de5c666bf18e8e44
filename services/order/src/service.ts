import { erasePerson, type PersonErased } from "#mesh/kernel";
import { defineService } from "#mesh/runtime";
import { personRecords } from "#mesh/store";
import { cartUseCases } from "./app/cart-use-cases.ts";
import { creditUseCases } from "./app/credit-use-cases.ts";
import { draftOrderUseCases } from "./app/draft-order-use-cases.ts";
import { checkoutDriver } from "./app/drive-checkout.ts";
import { followShippingRates } from "./app/follow-shipping-rates.ts";
import { orderUseCases } from "./app/use-cases.ts";
import { inventoryClient } from "./clients/inventory-client.ts";
import { paymentClient } from "./clients/payment-client.ts";
import { pricingClient } from "./clients/pricing-client.ts";
import { productClient } from "./clients/product-client.ts";
import { userClient } from "./clients/user-client.ts";
import { orderConfig } from "./config.ts";
import { erasureStarted } from "./consumers/erasure-started.ts";
import { guestSignedIn } from "./consumers/guest-signed-in.ts";
import { paymentRefunded } from "./consumers/payment-refunded.ts";
import { paymentSettled } from "./consumers/payment-settled.ts";
import { shipmentTold } from "./consumers/shipment-told.ts";
import { shippingRatesChanged } from "./consumers/shipping-rates-changed.ts";
import type { CreditEvent } from "./domain/credit-events.ts";
import type { OrderEvent } from "./domain/order-events.ts";
import { cartRpc } from "./rpc/cart-rpc.ts";
import { checkoutRpc } from "./rpc/checkout-rpc.ts";
import { creditRpc } from "./rpc/credit-rpc.ts";
import { draftOrderRpc } from "./rpc/draft-order-rpc.ts";
import { encodeEvent } from "./rpc/encode-event.ts";
import { fulfillmentRpc } from "./rpc/fulfillment-rpc.ts";
import { orderDeskRpc } from "./rpc/order-desk-rpc.ts";
import { orderRpc } from "./rpc/order-rpc.ts";
import { personExportRpc } from "./rpc/person-export-rpc.ts";
import { collections } from "./store/person-record-statements.ts";
import { postgresCartStore } from "./store/postgres-cart-store.ts";
import { postgresCreditStore } from "./store/postgres-credit-store.ts";
import { postgresDraftOrderStore } from "./store/postgres-draft-order-store.ts";
import { postgresOrderStore } from "./store/postgres-order-store.ts";
import { postgresPersonStore } from "./store/postgres-person-store.ts";
import { postgresShipmentStore } from "./store/postgres-shipment-store.ts";
import { postgresShippingRatesStore } from "./store/postgres-shipping-rates-store.ts";

/** From the cart to the paid order: carts, checkout, orders, returns, and what the staff enters. */
export const orderService = defineService({
  name: "order",
  config: orderConfig,
  async start({ config, clock, ids, log, openDatabase, dial, own }) {
    const migrations = new URL("store/migrations/", import.meta.url);
    const database = await openDatabase<OrderEvent | CreditEvent | PersonErased>({ migrations, encodeEvent });
    const rates = followShippingRates(postgresShippingRatesStore(database), clock);
    await rates.refresh();
    const ports = {
      carts: postgresCartStore(database),
      draftOrders: postgresDraftOrderStore(database),
      orders: postgresOrderStore(database),
      shipments: postgresShipmentStore(database),
      pricing: pricingClient(dial),
      products: productClient(dial),
      inventory: inventoryClient(dial),
      payments: paymentClient(dial),
      shippingRates: rates.current,
      users: userClient(dial, log),
      settings: config,
      ...{ clock, ids, log },
    };
    const carts = cartUseCases(ports);
    const drafts = draftOrderUseCases(ports);
    const orders = orderUseCases(ports, own(checkoutDriver(ports)));
    const credits = creditUseCases({ ...ports, credits: postgresCreditStore(database), variants: ports.products });
    const making = checkoutRpc(orders);
    return {
      rpc: [
        ...[cartRpc(carts, making), draftOrderRpc(drafts, making), creditRpc(credits)],
        ...[orderRpc(orders), orderDeskRpc(orders), fulfillmentRpc(orders)],
        personExportRpc(personRecords(database, collections)),
      ],
      consumers: [
        ...[guestSignedIn(carts), paymentSettled(orders), paymentRefunded(orders)],
        ...[shipmentTold(orders), shippingRatesChanged(rates)],
        erasureStarted(erasePerson({ people: postgresPersonStore(database), clock })),
      ],
      workers: [
        { name: "order.recover_checkouts", everyMs: 1000, run: async () => void (await orders.recoverCheckouts()) },
        { name: "order.follow_shipping_rates", everyMs: 1000, run: rates.refresh },
      ],
    };
  },
});
