import { type Client, createClient, type Transport } from "@connectrpc/connect";
import { InventoryService } from "#gen/es/ultramarket/inventory/v1/inventory_service_pb.js";
import { CreditService, DraftOrderService, OrderService } from "#gen/es/ultramarket/order/v1/order_service_pb.js";
import { ShippingDeskService } from "#gen/es/ultramarket/shipping/v1/shipping_service_pb.js";
import type { PricedUnits } from "../plan/entry.ts";
import type { Journal } from "./journal.ts";
import type { Known } from "./known.ts";

/** Where a clerk enters what happened. */
export interface Desk {
  readonly drafts: Client<typeof DraftOrderService>;
  readonly orders: Client<typeof OrderService>;
  readonly credits: Client<typeof CreditService>;
  readonly shipping: Client<typeof ShippingDeskService>;
  readonly inventory: Client<typeof InventoryService>;
  readonly known: Known;
  readonly journal: Journal;
}

export function openDesk(transport: Transport, known: Known, journal: Journal): Desk {
  return {
    drafts: createClient(DraftOrderService, transport),
    orders: createClient(OrderService, transport),
    credits: createClient(CreditService, transport),
    shipping: createClient(ShippingDeskService, transport),
    inventory: createClient(InventoryService, transport),
    known,
    journal,
  };
}

export const currencyCode = "GBP";

/** Units as a line of a draft or a credit. */
export const atItsPrice =
  ({ variantOf }: Known) =>
  ({ code, unitPrice: minorUnits, quantity }: PricedUnits) => ({
    variantId: variantOf(code),
    quantity,
    unitPrice: { currencyCode, minorUnits },
  });

/** What a step of an invoice is keyed by, whoever enters it and whenever. */
export function keyOfStep(invoice: string, step: string): string {
  return `online-retail/${invoice}/${step}`;
}
