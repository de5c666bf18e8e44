import { idFromUuid, type Money } from "#mesh/kernel";
import type { OrderLine, OrderPayment, OrderRefund, OrderReturn, PaymentState, RefundState } from "../domain/order.ts";
import type { AppliedTax } from "../domain/quote.ts";
import type { OrderShipment, ShipmentState } from "../domain/shipment.ts";

/** Rows that belong to an order, as JSON has them: ids are UUIDs, amounts decimal text, times ISO 8601. */
export interface OrderParts {
  readonly lines: readonly LineJson[];
  readonly payments: readonly PaymentJson[];
  readonly refunds: readonly RefundJson[];
  readonly returns: readonly ReturnJson[];
  readonly shipments: readonly ShipmentJson[];
}

interface LineJson {
  readonly line_id: string;
  readonly variant_id: string;
  readonly product_id: string;
  readonly sku: string;
  readonly name: string;
  readonly weight_grams: number;
  readonly non_stock: boolean;
  readonly quantity: string;
  readonly unit_price: string;
  readonly total: string;
  readonly discount: string;
  readonly tax: string;
  readonly applied_tax: AppliedTax | null;
}

interface PaymentJson {
  readonly payment_id: string;
  readonly state: PaymentState;
  readonly amount: string;
  readonly payer_id: string;
  readonly method: string;
  readonly external_reference: string;
}

interface RefundJson {
  readonly refund_id: string;
  readonly payment_id: string;
  readonly amount: string;
  readonly state: RefundState;
  readonly reason: string;
  readonly create_time: string;
  readonly business_time: string;
}

interface ReturnJson {
  readonly return_id: string;
  readonly lines: readonly TakenBackLineJson[];
  readonly reason: string;
  readonly amount: string;
  readonly restocked: boolean;
  readonly create_time: string;
  readonly business_time: string;
}

interface LineQuantityJson {
  readonly lineId: string;
  readonly quantity: string;
}

interface TakenBackLineJson extends LineQuantityJson {
  /** Absent of what came back before anything was sent: all of it. */
  readonly unsentQuantity?: string;
}

interface ShipmentJson {
  readonly shipment_id: string;
  readonly lines: readonly LineQuantityJson[];
  readonly state: ShipmentState;
  readonly tracking_number: string;
  readonly tracking_url: string;
  readonly version: number;
  readonly create_time: string;
  readonly update_time: string;
}

/** Makes an amount of the order's currency of decimal text. */
type ToMoney = (minorUnits: string) => Money;

export function lineFromJson(line: LineJson, amount: ToMoney): OrderLine {
  return {
    lineId: idFromUuid("lin", line.line_id),
    variantId: idFromUuid("var", line.variant_id),
    productId: idFromUuid("prd", line.product_id),
    sku: line.sku,
    name: line.name,
    weightGrams: line.weight_grams,
    nonStock: line.non_stock,
    quantity: BigInt(line.quantity),
    unitPrice: amount(line.unit_price),
    total: amount(line.total),
    discount: amount(line.discount),
    tax: amount(line.tax),
    appliedTax: line.applied_tax ?? undefined,
  };
}

export function paymentFromJson(payment: PaymentJson, amount: ToMoney): OrderPayment {
  return {
    paymentId: idFromUuid("pay", payment.payment_id),
    state: payment.state,
    amount: amount(payment.amount),
    payerId: idFromUuid("usr", payment.payer_id),
    method: payment.method,
    externalReference: payment.external_reference,
  };
}

export function refundFromJson(refund: RefundJson, amount: ToMoney): OrderRefund {
  return {
    refundId: idFromUuid("rfd", refund.refund_id),
    paymentId: idFromUuid("pay", refund.payment_id),
    amount: amount(refund.amount),
    state: refund.state,
    reason: refund.reason,
    createTime: new Date(refund.create_time),
    businessTime: new Date(refund.business_time),
  };
}

export function returnFromJson(entry: ReturnJson, amount: ToMoney): OrderReturn {
  return {
    returnId: idFromUuid("ret", entry.return_id),
    lines: entry.lines.map(({ lineId, quantity, unsentQuantity = quantity }) => ({
      lineId: idFromUuid("lin", lineId),
      quantity: BigInt(quantity),
      unsentQuantity: BigInt(unsentQuantity),
    })),
    reason: entry.reason,
    amount: amount(entry.amount),
    restocked: entry.restocked,
    createTime: new Date(entry.create_time),
    businessTime: new Date(entry.business_time),
  };
}

export function shipmentFromJson(shipment: ShipmentJson): OrderShipment {
  return {
    shipmentId: idFromUuid("shp", shipment.shipment_id),
    state: shipment.state,
    lines: shipment.lines.map(({ lineId, quantity }) => ({
      lineId: idFromUuid("lin", lineId),
      quantity: BigInt(quantity),
    })),
    trackingNumber: shipment.tracking_number,
    trackingUrl: shipment.tracking_url,
    version: shipment.version,
    createTime: new Date(shipment.create_time),
    updateTime: new Date(shipment.update_time),
  };
}
