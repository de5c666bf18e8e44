import { type Id, idFromUuid, type Money } from "#mesh/kernel";
import type { CheckoutStep, FailureReason } from "../domain/checkout-steps.ts";
import type { CheckoutFailure, NextAction, Order, OrderTerms } from "../domain/order.ts";
import type { OrderState } from "../domain/order-states.ts";
import { fromJson } from "./order-json.ts";
import {
  lineFromJson,
  type OrderParts,
  paymentFromJson,
  refundFromJson,
  returnFromJson,
  shipmentFromJson,
} from "./order-parts.ts";

/** A row of `orders`, and as JSON the rows that belong to it; null if there are none. */
export interface OrderRow {
  readonly order_id: string;
  readonly order_number: bigint | null;
  readonly user_id: string | null;
  readonly cart_id: string | null;
  readonly draft_order_id: string | null;
  readonly entered_by: string | null;
  readonly state: string;
  readonly step: string;
  readonly attempts: number;
  readonly version: bigint;
  readonly shipments_version: number;
  readonly reservation_id: string;
  readonly reservation_number: number;
  readonly hold_expire_time: Date;
  readonly next_action: NextAction | null;
  readonly failure_reason: string | null;
  readonly failure_metadata: CheckoutFailure["metadata"] | null;
  readonly cancel_reason: string;
  readonly currency_code: string;
  readonly subtotal: bigint;
  readonly discount_total: bigint;
  readonly shipping_total: bigint;
  readonly shipping_tax: bigint;
  readonly tax_total: bigint;
  readonly tax_inclusive: boolean;
  readonly total: bigint;
  readonly document: string;
  readonly external_reference: string;
  readonly create_time: Date;
  readonly business_time: Date;
  readonly update_time: Date;
  readonly lines: string | null;
  readonly payments: string | null;
  readonly refunds: string | null;
  readonly returns: string | null;
  readonly shipments: string | null;
}

/** What lies in the JSON column. */
export type OrderDocument = Pick<
  OrderTerms,
  "email" | "languageCode" | "shippingAddress" | "billingAddress" | "shippingMethodId" | "priceSteps"
> &
  Partial<Pick<OrderTerms, "redemptions" | "shippingAppliedTax">>;

export function orderFromRow(row: OrderRow): Order {
  const amount = (minorUnits: bigint | string): Money => ({
    currencyCode: row.currency_code,
    minorUnits: BigInt(minorUnits),
  });
  return {
    languageCode: "",
    redemptions: [],
    ...fromJson<Omit<OrderDocument, "languageCode"> & Partial<OrderDocument>>(row.document),
    orderId: idFromUuid("ord", row.order_id),
    orderNumber: row.order_number?.toString(),
    userId: optionalId("usr", row.user_id),
    cartId: optionalId("crt", row.cart_id),
    draftOrderId: optionalId("drf", row.draft_order_id),
    enteredBy: optionalId("usr", row.entered_by),
    state: row.state as OrderState,
    step: row.step as CheckoutStep,
    attempts: row.attempts,
    version: Number(row.version),
    shipmentsVersion: row.shipments_version,
    reservation: {
      reservationId: idFromUuid("rsv", row.reservation_id),
      number: row.reservation_number,
      expireTime: row.hold_expire_time,
    },
    nextAction: row.next_action ?? undefined,
    failure: failureFromRow(row),
    cancelReason: row.cancel_reason,
    currencyCode: row.currency_code,
    subtotal: amount(row.subtotal),
    discountTotal: amount(row.discount_total),
    shippingTotal: amount(row.shipping_total),
    shippingTax: amount(row.shipping_tax),
    taxTotal: amount(row.tax_total),
    taxInclusive: row.tax_inclusive,
    total: amount(row.total),
    lines: partsOf(row, "lines").map((line) => lineFromJson(line, amount)),
    payment: partsOf(row, "payments").map((payment) => paymentFromJson(payment, amount))[0],
    refunds: partsOf(row, "refunds").map((refund) => refundFromJson(refund, amount)),
    returns: partsOf(row, "returns").map((entry) => returnFromJson(entry, amount)),
    shipments: partsOf(row, "shipments").map(shipmentFromJson),
    externalReference: row.external_reference,
    createTime: row.create_time,
    businessTime: row.business_time,
    updateTime: row.update_time,
  };
}

function partsOf<Part extends keyof OrderParts>(row: OrderRow, part: Part): OrderParts[Part] {
  return JSON.parse(row[part] ?? "[]");
}

function optionalId<Prefix extends string>(prefix: Prefix, uuid: string | null): Id<Prefix> | undefined {
  return uuid === null ? undefined : idFromUuid(prefix, uuid);
}

function failureFromRow({ failure_reason, failure_metadata }: OrderRow): CheckoutFailure | undefined {
  return failure_reason === null
    ? undefined
    : { reason: failure_reason as FailureReason, metadata: failure_metadata ?? {} };
}
