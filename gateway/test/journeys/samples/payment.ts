import * as giftCards from "#gen/es/ultramarket/payment/v1/gift_card_service_pb.js";
import * as payment from "#gen/es/ultramarket/payment/v1/payment_service_pb.js";
import * as wallet from "#gen/es/ultramarket/payment/v1/wallet_service_pb.js";
import type { Known } from "../known.ts";
import { of, requestId } from "./sample.ts";

export function paymentRequests({ paymentId, orderId, accountId, giftCardId }: Known) {
  return {
    "PaymentService.GetPayment": of(payment.GetPaymentRequestSchema, { paymentId }),
    "PaymentService.ListPayments": of(payment.ListPaymentsRequestSchema, { orderId }),
    "GiftCardDeskService.ListGiftCards": of(giftCards.ListGiftCardsRequestSchema, { pageSize: 1 }),
    "GiftCardDeskService.DisableGiftCard": of(giftCards.DisableGiftCardRequestSchema, { giftCardId, requestId }),
    "WalletService.ListWallets": of(wallet.ListWalletsRequestSchema, { pageSize: 1 }),
    "WalletService.ListWalletEntries": of(wallet.ListWalletEntriesRequestSchema, { currencyCode: "EUR", pageSize: 1 }),
    "WalletService.GiveMoney": of(wallet.GiveMoneyRequestSchema, {
      recipientUserId: accountId,
      amount: { currencyCode: "EUR", minorUnits: 5n },
      note: "Happy birthday ☼",
      requestId,
    }),
    "WalletDeskService.ListUserWallets": of(wallet.ListUserWalletsRequestSchema, { userId: accountId }),
    "WalletDeskService.AdjustWallet": of(wallet.AdjustWalletRequestSchema, {
      userId: accountId,
      amount: { currencyCode: "EUR", minorUnits: 500n },
      note: "For the late parcel",
      requestId,
    }),
  };
}
