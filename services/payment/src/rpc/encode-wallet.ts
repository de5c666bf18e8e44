import { TransferKind, type Wallet, type WalletEntry } from "#gen/grpc/ultramarket/payment/v1/wallet.ts";
import type * as domain from "../domain/wallet.ts";

const kinds = {
  CREDIT: TransferKind.TRANSFER_KIND_CREDIT,
  DEBIT: TransferKind.TRANSFER_KIND_DEBIT,
  GIFT: TransferKind.TRANSFER_KIND_GIFT,
  PAYMENT: TransferKind.TRANSFER_KIND_PAYMENT,
  PAYMENT_RETURNED: TransferKind.TRANSFER_KIND_PAYMENT_RETURNED,
  REFUND: TransferKind.TRANSFER_KIND_REFUND,
  GIFT_CARD: TransferKind.TRANSFER_KIND_GIFT_CARD,
} as const satisfies Record<domain.TransferKind, TransferKind>;

export function encodeWallet({ walletId, userId, balance }: domain.Wallet): Wallet {
  return { walletId, userId, balance };
}

export function encodeEntry({ kind, number, ...entry }: domain.WalletEntry): WalletEntry {
  return { ...entry, kind: kinds[kind], number: BigInt(number) };
}
