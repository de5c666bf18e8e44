import type { Clock, Decision, Id, Ids, Logger, Money, Page } from "#mesh/kernel";
import type { Payment, PaymentEvent, PaymentId, PaymentState, Refund } from "../domain/payment.ts";
import type { ProviderView, RefundView } from "../domain/provider-view.ts";
import type { Transfer } from "../domain/wallet.ts";

/** What the use cases need. */
export interface PaymentPorts {
  readonly payments: PaymentStore;
  readonly webhooks: WebhookStore;
  readonly provider: PaymentProvider;
  readonly verifyWebhook: VerifyWebhook;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  /** Takes work that nobody waits for. */
  readonly background: { run(work: () => Promise<void>): void };
  /** Resolves after so many milliseconds. */
  pause(ms: number): Promise<void>;
  /** Where customers come back to from their bank. */
  readonly returnUrl: string;
}

export type Decide = (payment: Payment) => Decision<Payment, PaymentEvent> & {
  /** When the worker looks at it again; absent if nothing is left to be done. */
  readonly due?: Date | undefined;
  /** What moves in the ledger along with it. */
  readonly transfer?: Transfer | undefined;
};

/** Keeps payments with their refunds. A change and its events are committed together or not at all. */
export interface PaymentStore {
  find(paymentId: PaymentId): Promise<Payment | undefined>;
  /** The payments of an order, oldest first, after the one of the key. */
  page(orderId: Id<"ord">, after: PaymentKey | undefined, size: number): Promise<Page<Payment, PaymentKey>>;
  /**
   * Keeps a new payment and its lease until `due`, in one statement. If there is one of its id, that one is given, with
   * the lease if it is open and nobody works on it.
   */
  begin(payment: Payment, lease: string, due: Date): Promise<{ payment: Payment; isMine: boolean }>;
  /**
   * Keeps a new payment with its event and what moves in the ledger; gives the one that is there if its id is known. Fails
   * with WALLET_FUNDS_INSUFFICIENT.
   */
  create(payment: Payment, events: readonly PaymentEvent[], transfer?: Transfer): Promise<Payment>;
  /**
   * Decides on the payment as it was read and, if it changed meanwhile, on what it is now. The result says when it is
   * to be looked at again. `decide` may run more than once. Fails with PAYMENT_ID_TAKEN for another payment's refund.
   */
  record(read: Payment, decide: Decide): Promise<Payment>;
  /** Leases payments that are due until `until`, a few at most, and gives them with how often that was done. */
  takeDue(now: Date, until: Date): Promise<readonly DuePayment[]>;
  /** Ends a lease unless the payment changed meanwhile: nothing is left to be done, or only at that time. */
  settle(payment: Payment, due: Date | undefined): Promise<void>;
}

export interface DuePayment {
  readonly payment: Payment;
  readonly attempts: number;
}

export interface PaymentKey {
  readonly createTime: Date;
  readonly paymentId: PaymentId;
}

/** What the provider told of its own accord. */
export interface WebhookEvent {
  readonly eventId: string;
  readonly type: string;
  /** The provider's id of the payment; empty if it is about none. */
  readonly reference: string;
}

/** Keeps the provider's events. */
export interface WebhookStore {
  /**
   * Keeps the event, in one statement; false if it is known, or about a payment that is in one of the states already:
   * then nothing is left to be done. Otherwise another may take it up at `due`.
   */
  keep(event: WebhookEvent, known: readonly PaymentState[], now: Date, due: Date): Promise<boolean>;
  takeDue(now: Date, until: Date): Promise<readonly (WebhookEvent & { readonly attempts: number })[]>;
  /** It is done, or is tried again at that time. */
  settle(eventId: string, due: Date | undefined): Promise<void>;
}

/**
 * Moves the money. Every method may be repeated: the provider does once what has one payment's or refund's id. Fails
 * with PROVIDER_UNAVAILABLE where it is not known what the provider did, after `withinMs` at the latest.
 */
export interface PaymentProvider {
  /** Fails with INVALID_REQUEST for an amount the provider cannot express. */
  check(amount: Money): void;
  /**
   * Sets the money aside, or shows what became of it when that was asked for before. Undefined if the provider holds
   * no such payment and will not begin it any more.
   */
  authorize(payment: Payment, withinMs: number): Promise<ProviderView | undefined>;
  /** Shows the payment of the reference, and what id it has here; undefined if there is none. */
  read(reference: string, withinMs: number): Promise<ProviderPayment | undefined>;
  /** Takes the money, or shows why it cannot be taken. */
  capture(payment: Payment, withinMs: number): Promise<ProviderView>;
  /** Lets the money go, or shows why it cannot be let go. */
  cancel(payment: Payment, withinMs: number): Promise<ProviderView>;
  /** Gives money back; a refusal is a view in state FAILED. Undefined as for `authorize`. */
  refund(payment: Payment, refund: Refund, withinMs: number): Promise<RefundView | undefined>;
  readRefunds(reference: string, withinMs: number): Promise<readonly RefundView[]>;
}

export interface ProviderPayment {
  readonly view: ProviderView;
  readonly paymentId: string;
}

/** Checks who signed an event and when. Fails with WEBHOOK_SIGNATURE_WRONG. */
export type VerifyWebhook = (payload: Uint8Array, signature: string) => WebhookEvent;
