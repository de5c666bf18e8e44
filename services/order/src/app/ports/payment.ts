import type { OrderId } from "../../domain/cart.ts";
import type { StepResult } from "../../domain/checkout-outcome.ts";
import type { OrderPayment, OrderRefund, PaymentId } from "../../domain/order.ts";

/**
 * Takes money and gives it back. Each call has its effect once for each `key`; UNANSWERED says that it is not known
 * whether it had it, and that it may be repeated.
 */
export interface Payments {
  /** Comes to AUTHORIZED, ACTION_REQUIRED, DECLINED (with `decline_code`), METHOD_UNKNOWN, REFUSED, UNKNOWN or UNANSWERED. */
  authorize(orderId: OrderId, payment: OrderPayment, key: string): Promise<StepResult>;
  /** Asks the provider what became of the payment; as `authorize`. */
  resolve(paymentId: PaymentId): Promise<StepResult>;
  /** Comes to CAPTURED, REFUSED or UNANSWERED. */
  capture(paymentId: PaymentId, key: string): Promise<StepResult>;
  /** Keeps that the order was paid elsewhere. Comes to CAPTURED, REFUSED or UNANSWERED. */
  recordExternal(orderId: OrderId, payment: OrderPayment, key: string): Promise<StepResult>;
  /** Comes to VOIDED, CAPTURED_MEANWHILE or UNANSWERED. A payment that never came to be is voided too. */
  void(paymentId: PaymentId, key: string): Promise<StepResult>;
  /** Comes to REFUNDED with the state of the refund, or UNANSWERED. */
  refund(refund: OrderRefund, key: string): Promise<StepResult>;
}
