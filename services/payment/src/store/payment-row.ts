import { idFromUuid, uuidFromId } from "#mesh/kernel";
import {
  type NextAction,
  type Payment,
  type PaymentState,
  type Refund,
  type RefundState,
  refunded,
} from "../domain/payment.ts";

/** A row of `payments` with its refunds. */
export interface PaymentRow {
  readonly payment_id: string;
  readonly order_id: string;
  readonly user_id: string | null;
  readonly version: bigint;
  readonly state: string;
  readonly currency_code: string;
  readonly amount: bigint;
  readonly captured_amount: bigint;
  readonly provider: string;
  readonly payment_method: string;
  readonly return_url: string;
  readonly provider_reference: string;
  readonly decline_code: string;
  readonly next_action: NextAction | null;
  readonly create_time: Date;
  readonly update_time: Date;
  readonly refunds: readonly RefundDocument[];
}

/** A row of `refunds` as JSON; the amount as decimal text. */
export interface RefundDocument {
  readonly refund_id: string;
  readonly amount: string;
  readonly state: string;
  readonly provider_reference: string;
  readonly create_time: string;
}

export function paymentFromRow(row: PaymentRow): Payment {
  return {
    paymentId: idFromUuid("pay", row.payment_id),
    orderId: idFromUuid("ord", row.order_id),
    userId: row.user_id === null ? "" : idFromUuid("usr", row.user_id),
    state: row.state as PaymentState,
    amount: { currencyCode: row.currency_code, minorUnits: row.amount },
    captured: row.captured_amount,
    provider: row.provider as Payment["provider"],
    paymentMethod: row.payment_method,
    returnUrl: row.return_url,
    reference: row.provider_reference,
    declineCode: row.decline_code,
    nextAction: row.next_action ?? undefined,
    refunds: row.refunds.map(refundFromDocument),
    version: Number(row.version),
    createTime: row.create_time,
    updateTime: row.update_time,
  };
}

function refundFromDocument(document: RefundDocument): Refund {
  return {
    refundId: idFromUuid("rfd", document.refund_id),
    amount: BigInt(document.amount),
    state: document.state as RefundState,
    reference: document.provider_reference,
    createTime: new Date(document.create_time),
  };
}

/** The values of a new row, in the order of its statements' parameters 1 to 16. */
export function newRowValues(payment: Payment): readonly unknown[] {
  return [
    uuidFromId(payment.paymentId),
    uuidFromId(payment.orderId),
    payment.userId === "" ? null : uuidFromId(payment.userId),
    payment.version,
    payment.state,
    payment.amount.currencyCode,
    payment.amount.minorUnits,
    payment.captured,
    payment.provider,
    payment.paymentMethod,
    payment.returnUrl,
    payment.reference,
    payment.declineCode,
    payment.nextAction ?? null,
    payment.createTime,
    payment.updateTime,
  ];
}

/** What a change may write, in the order of the parameters 1 to 11 of `save`. */
export function savedValues(before: Payment, next: Payment, due: Date | undefined): readonly unknown[] {
  return [
    uuidFromId(next.paymentId),
    before.version,
    next.version,
    next.state,
    next.captured,
    refunded(next),
    next.reference,
    next.declineCode,
    next.nextAction ?? null,
    next.updateTime,
    due ?? null,
  ];
}

/** Parameters 12 to 16 of `saveWithRefunds`: a column each. */
export function refundColumns({ refunds }: Payment): readonly unknown[] {
  return [
    refunds.map(({ refundId }) => uuidFromId(refundId)),
    refunds.map(({ amount }) => amount),
    refunds.map(({ state }) => state),
    refunds.map(({ reference }) => reference),
    refunds.map(({ createTime }) => createTime),
  ];
}
