import { type RequestKey, uuidFromId } from "#mesh/kernel";
import type { BeginOrder, OrderRecord } from "../app/ports/orders.ts";
import type { Order, OrderLine, OrderRefund, OrderReturn } from "../domain/order.ts";
import type { ShippedLine } from "../domain/shipment.ts";
import { toJson } from "./order-json.ts";
import type { OrderDocument } from "./order-row.ts";

const uuidOrNull = (id: string | undefined) => (id === undefined ? null : uuidFromId(id));

/** The values of a request, in the order of its columns. */
export function requestValues({ caller, method, key, hash }: RequestKey): readonly unknown[] {
  return [caller, method, key, hash];
}

/** The values of the statement that begins a checkout. */
export function beginValues({ order, lease, request, cartVersion }: BeginOrder): readonly unknown[] {
  const { email, languageCode, shippingAddress, billingAddress, shippingMethodId, priceSteps, redemptions } = order;
  const { payment, reservation, shippingAppliedTax } = order;
  const terms = { shippingAddress, billingAddress, shippingMethodId, priceSteps };
  const counted = redemptions.length > 0 ? { redemptions } : {};
  const document: OrderDocument = { email, languageCode, ...terms, ...counted, shippingAppliedTax };
  return [
    uuidFromId(order.orderId),
    uuidOrNull(order.userId),
    uuidOrNull(order.cartId),
    uuidOrNull(order.draftOrderId),
    order.state,
    order.step,
    lease.leaseId,
    lease.until,
    uuidFromId(reservation.reservationId),
    reservation.expireTime,
    order.currencyCode,
    order.subtotal.minorUnits,
    order.discountTotal.minorUnits,
    order.shippingTotal.minorUnits,
    order.shippingTax.minorUnits,
    order.taxTotal.minorUnits,
    order.taxInclusive,
    order.createTime,
    order.businessTime,
    toJson(document),
    ...requestValues(request),
    cartVersion ?? null,
    order.total.minorUnits,
    uuidOrNull(payment?.paymentId),
    payment?.state ?? null,
    payment?.amount.minorUnits ?? null,
    uuidOrNull(payment?.payerId),
    payment?.method ?? null,
    payment?.externalReference ?? null,
    ...lineValues(order.lines),
    uuidOrNull(order.enteredBy),
    order.lines.map(({ weightGrams }) => weightGrams),
    order.lines.map(({ nonStock }) => nonStock),
    order.externalReference,
    order.lines.map(({ appliedTax }) => appliedTax ?? null),
  ];
}

function lineValues(lines: readonly OrderLine[]): readonly unknown[][] {
  return [
    lines.map(({ lineId }) => uuidFromId(lineId)),
    lines.map(({ variantId }) => uuidFromId(variantId)),
    lines.map(({ productId }) => uuidFromId(productId)),
    lines.map(({ sku }) => sku),
    lines.map(({ name }) => name),
    lines.map(({ quantity }) => quantity),
    lines.map(({ unitPrice }) => unitPrice.minorUnits),
    lines.map(({ total }) => total.minorUnits),
    lines.map(({ discount }) => discount.minorUnits),
    lines.map(({ tax }) => tax.minorUnits),
  ];
}

/** The values of the statement that keeps how far an order has come. */
export function progressValues({ order, leaseId, hold }: OrderRecord): readonly unknown[] {
  const isHeld = "until" in hold;
  return [
    uuidFromId(order.orderId),
    leaseId,
    order.state,
    order.step,
    order.attempts,
    order.version,
    isHeld ? leaseId : null,
    (isHeld ? hold.until : hold.dueTime) ?? null,
    uuidFromId(order.reservation.reservationId),
    order.reservation.number,
    order.nextAction ?? null,
    order.failure?.reason ?? null,
    order.failure?.metadata ?? null,
    order.cancelReason,
    order.updateTime,
    uuidOrNull(order.payment?.paymentId),
    order.payment?.state ?? null,
    order.reservation.expireTime,
    order.orderNumber ?? null,
  ];
}

/** What comes after them for the statement that also answers. */
export function answerValues({ order, source, answer }: OrderRecord): readonly unknown[] {
  const isSnapshot = answer !== undefined && answer !== "FORGET";
  return [source ?? null, isSnapshot ? toJson(answer) : null, answer === "FORGET", order.orderId];
}

/** What comes after those for the statement that also keeps refunds and returns. */
export function refundValues({ refunds, returns }: Order): readonly unknown[] {
  const times = refunds.map(({ businessTime }) => businessTime);
  return [...refundColumns(refunds), ...returnColumns(returns), times];
}

function refundColumns(refunds: readonly OrderRefund[]): readonly unknown[][] {
  return [
    refunds.map(({ refundId }) => uuidFromId(refundId)),
    refunds.map(({ paymentId }) => uuidFromId(paymentId)),
    refunds.map(({ amount }) => amount.minorUnits),
    refunds.map(({ state }) => state),
    refunds.map(({ reason }) => reason),
    refunds.map(({ createTime }) => createTime),
  ];
}

function returnColumns(returns: readonly OrderReturn[]): readonly unknown[][] {
  return [
    returns.map(({ returnId }) => uuidFromId(returnId)),
    returns.map(({ lines }) => linesJson(lines)),
    returns.map(({ reason }) => reason),
    returns.map(({ amount }) => amount.minorUnits),
    returns.map(({ restocked }) => restocked),
    returns.map(({ createTime }) => createTime),
    returns.map(({ businessTime }) => businessTime),
  ];
}

/** Lines as their JSON columns have them. */
export function linesJson(lines: readonly ShippedLine[]): string {
  return toJson(lines.map((line) => ({ ...line, lineId: uuidFromId(line.lineId) })));
}
