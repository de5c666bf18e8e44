import { type DomainEvent, type Id, invalid, isCurrency, type Money } from "#mesh/kernel";

export type WalletId = Id<"wal">;
export type TransferId = Id<"trf">;
export type UserId = Id<"usr">;
export type TransferKind = "CREDIT" | "DEBIT" | "GIFT" | "PAYMENT" | "PAYMENT_RETURNED" | "REFUND" | "GIFT_CARD";

/** What one person has in one currency. */
export interface Wallet {
  readonly walletId: WalletId;
  readonly userId: UserId;
  readonly balance: Money;
}

/** One line of a wallet's statement. */
export interface WalletEntry {
  readonly transferId: TransferId;
  /** Counted from 1 without gaps. */
  readonly number: number;
  readonly kind: TransferKind;
  /** Below zero for what went. */
  readonly amount: Money;
  readonly balanceAfter: Money;
  readonly note: string;
  readonly createTime: Date;
}

/** Money that goes from one place to another; the market itself is the place that names nobody. */
export interface Transfer {
  readonly transferId: TransferId;
  readonly kind: TransferKind;
  readonly from: UserId | undefined;
  readonly to: UserId | undefined;
  /** Above zero. */
  readonly amount: Money;
  readonly note: string;
  readonly createTime: Date;
}

/** What a transfer did to one wallet. */
export interface WalletMove {
  readonly wallet: Wallet;
  readonly entry: WalletEntry;
}

export interface WalletEvent extends DomainEvent, WalletMove {
  readonly type: "WalletMoved";
}

export function movedEvent({ wallet, entry }: WalletMove): WalletEvent {
  return { type: "WalletMoved", key: wallet.walletId, version: entry.number, wallet, entry };
}

/** A thousand million millions of the smallest units: more than anybody has, and sums of it still fit. */
const mostMinorUnits = 10n ** 15n;

/** Fails with INVALID_REQUEST. */
export function checkAmount({ currencyCode, minorUnits }: Money): void {
  if (!isCurrency(currencyCode)) {
    throw invalid({ field: "amount.currency_code", description: "must be an active currency of ISO 4217" });
  }
  if (minorUnits > mostMinorUnits || minorUnits < -mostMinorUnits) {
    throw invalid({ field: "amount.minor_units", description: "must be at most 10^15" });
  }
}

export interface GiftDraft {
  readonly recipient: UserId;
  readonly amount: Money;
  readonly note: string;
}

/** Fails with INVALID_REQUEST. */
export function gift({ recipient, amount, note }: GiftDraft, giver: UserId, made: Made): Transfer {
  checkAmount(amount);
  if (amount.minorUnits <= 0n) throw invalid({ field: "amount.minor_units", description: "must be more than zero" });
  if (recipient === giver) throw invalid({ field: "recipient_user_id", description: "must be somebody else" });
  return { ...made, kind: "GIFT", from: giver, to: recipient, amount, note };
}

export interface AdjustmentDraft {
  readonly userId: UserId;
  /** Below zero for what is taken. */
  readonly amount: Money;
  readonly note: string;
}

/** Fails with INVALID_REQUEST. */
export function adjustment({ userId, amount, note }: AdjustmentDraft, made: Made): Transfer {
  checkAmount(amount);
  if (amount.minorUnits === 0n) throw invalid({ field: "amount.minor_units", description: "must not be zero" });
  if (amount.minorUnits > 0n) return { ...made, kind: "CREDIT", from: undefined, to: userId, amount, note };
  const taken = { ...amount, minorUnits: -amount.minorUnits };
  return { ...made, kind: "DEBIT", from: userId, to: undefined, amount: taken, note };
}

type Made = Pick<Transfer, "transferId" | "createTime">;
