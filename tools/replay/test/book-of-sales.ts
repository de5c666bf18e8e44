import { type Timestamp, timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import { FulfillmentState, OrderState } from "#gen/es/ultramarket/order/v1/order_pb.js";
import type {
  BookCreditRequest,
  CreateDraftOrderRequest,
  ReturnOrderLinesRequest,
} from "#gen/es/ultramarket/order/v1/order_service_pb.js";
import { RefundState } from "#gen/es/ultramarket/payment/v1/payment_pb.js";
import { isServiceCode } from "../../online-retail/mod.ts";
import { dayOf } from "../plan/window.ts";

const currencyCode = "GBP";
const money = (minorUnits: bigint) => ({ currencyCode, minorUnits });

/** An order as the order API tells it, as far as replays look at it; tests may spoil it. */
export interface BookedOrder {
  orderId: string;
  orderNumber: string;
  userId: string;
  currencyCode: string;
  externalReference: string;
  businessTime: Timestamp | undefined;
  state: OrderState;
  fulfillmentState: FulfillmentState;
  lines: BookedLine[];
  total: { currencyCode: string; minorUnits: bigint };
  refunds: BookedRefund[];
}

interface BookedLine {
  lineId: string;
  variantId: string;
  sku: string;
  quantity: bigint;
  unitPrice: { currencyCode: string; minorUnits: bigint };
  nonStock: boolean;
}

interface BookedRefund {
  amount: { currencyCode: string; minorUnits: bigint };
  businessTime: Timestamp | undefined;
  state: RefundState;
}

interface BookedCredit {
  externalReference: string;
  currencyCode: string;
  businessTime: Timestamp | undefined;
  total: { currencyCode: string; minorUnits: bigint };
}

export type BookOfSales = ReturnType<typeof openBookOfSales>;

/** Orders, credits and stock in memory, and the revenue they come to. */
export function openBookOfSales() {
  const drafts = new Map<string, CreateDraftOrderRequest>();
  const orders = new Map<string, BookedOrder>();
  const credits: BookedCredit[] = [];
  const stock = new Map<string, bigint>();

  const move = (variantId: string, units: bigint) => {
    if (!isServiceCode(skuOf(variantId))) stock.set(variantId, (stock.get(variantId) ?? 0n) + units);
  };
  const order = (orderId: string): BookedOrder => {
    const found = orders.get(orderId);
    if (found === undefined) throw new ConnectError(`no order ${orderId}`, Code.NotFound);
    return found;
  };

  return {
    orders,
    credits,
    stock,
    move,
    order,
    draft(request: CreateDraftOrderRequest) {
      const draftOrderId = `drf_${drafts.size}`;
      drafts.set(draftOrderId, request);
      return { draftOrder: { draftOrderId } };
    },
    place(draftOrderId: string): BookedOrder {
      const draft = drafts.get(draftOrderId);
      if (draft === undefined) throw new ConnectError(`no draft ${draftOrderId}`, Code.NotFound);
      const placed = orderOf(draft, orders.size);
      orders.set(placed.orderId, placed);
      for (const { variantId, quantity } of placed.lines) move(variantId, -quantity);
      return placed;
    },
    ship(orderId: string) {
      order(orderId).fulfillmentState = FulfillmentState.SHIPPED;
      return {};
    },
    takeBack({ orderId, lines, businessTime }: ReturnOrderLinesRequest): BookedOrder {
      const returned = order(orderId);
      let amount = 0n;
      for (const { lineId, quantity } of lines) {
        const line = returned.lines.find((one) => one.lineId === lineId);
        if (line === undefined) throw new ConnectError(`no line ${lineId}`, Code.NotFound);
        amount += line.unitPrice.minorUnits * quantity;
        move(line.variantId, quantity);
      }
      returned.refunds.push({ amount: money(amount), businessTime, state: RefundState.SUCCEEDED });
      return returned;
    },
    credit({ lines, externalReference, businessTime }: BookCreditRequest) {
      credits.push({ externalReference, currencyCode, businessTime, total: money(worthOf(lines)) });
      return {};
    },
    revenue: (isInside: (one: { readonly businessTime?: Timestamp | undefined }) => boolean) =>
      revenueOf([...orders.values()], credits, isInside),
  };
}

function orderOf(draft: CreateDraftOrderRequest, number: number): BookedOrder {
  const lines = draft.lines.map(({ variantId, quantity, unitPrice }, place) => ({
    lineId: `lin_${number}_${place}`,
    variantId,
    sku: skuOf(variantId),
    quantity,
    unitPrice: money(unitPrice?.minorUnits ?? 0n),
    nonStock: isServiceCode(skuOf(variantId)),
  }));
  return {
    orderId: `ord_${number}`,
    orderNumber: `${100_000 + number}`,
    userId: draft.userId,
    currencyCode,
    externalReference: draft.externalReference,
    businessTime: draft.businessTime,
    state: OrderState.PAID,
    fulfillmentState: FulfillmentState.NOT_SHIPPED,
    lines,
    total: money(worthOf(lines)),
    refunds: [],
  };
}

type IsInside = (one: { readonly businessTime?: Timestamp | undefined }) => boolean;

function revenueOf(orders: readonly BookedOrder[], credits: readonly BookedCredit[], isInside: IsInside) {
  const days = new Map<
    string,
    { orders: bigint; lines: bigint; units: bigint; gross: bigint; refunds: bigint; credits: bigint }
  >();
  const at = (one: { readonly businessTime?: Timestamp | undefined }) => {
    const day = one.businessTime === undefined ? "1970-01-01" : dayOf(timestampDate(one.businessTime));
    const sums = days.get(day) ?? { orders: 0n, lines: 0n, units: 0n, gross: 0n, refunds: 0n, credits: 0n };
    days.set(day, sums);
    return sums;
  };
  for (const order of orders.filter(isInside)) {
    const sums = at(order);
    sums.orders += 1n;
    sums.lines += BigInt(order.lines.length);
    sums.units += order.lines.reduce((sum, { quantity }) => sum + quantity, 0n);
    sums.gross += order.total.minorUnits;
  }
  for (const refund of orders.flatMap(({ refunds }) => refunds).filter(isInside))
    at(refund).refunds += refund.amount.minorUnits;
  for (const credit of credits.filter(isInside)) at(credit).credits += credit.total.minorUnits;
  return [...days].map(([day, { gross, refunds, credits: credited, ...counts }]) => ({
    ...counts,
    startTime: timestampFromDate(new Date(`${day}T00:00:00Z`)),
    gross: money(gross),
    refunds: money(refunds),
    credits: money(credited),
  }));
}

function worthOf(
  lines: readonly { readonly unitPrice?: { readonly minorUnits: bigint } | undefined; readonly quantity: bigint }[],
) {
  return lines.reduce((sum, { unitPrice, quantity }) => sum + (unitPrice?.minorUnits ?? 0n) * quantity, 0n);
}

function skuOf(variantId: string): string {
  return variantId.slice("var_".length);
}
