import { GiftCardState, type GiftCard as ProtoCard } from "#gen/grpc/ultramarket/payment/v1/gift_card.ts";
import {
  GiftCardDeskServiceService,
  GiftCardServiceService,
} from "#gen/grpc/ultramarket/payment/v1/gift_card_service.ts";
import { requiredMoney } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { GiftCardUseCases } from "../app/gift-cards.ts";
import type { GiftCard, GiftCardId } from "../domain/gift-card.ts";
import { encodeWallet } from "./encode-wallet.ts";

/** Gift cards of customers. */
export const giftCardRpc = (app: GiftCardUseCases): ServiceBinding =>
  implement(GiftCardServiceService, {
    async redeemGiftCard({ code }, { caller }) {
      return { wallet: encodeWallet(await app.redeemGiftCard(caller, code)) };
    },
  });

/** Gift cards as the staff sees them. */
export const giftCardDeskRpc = (app: GiftCardUseCases): ServiceBinding =>
  implement(GiftCardDeskServiceService, {
    async issueGiftCards({ amount, count, expireTime }) {
      const issued = await app.issueGiftCards({ amount: requiredMoney("amount", amount), count, expireTime });
      return { issued: issued.map(({ giftCard, code }) => ({ giftCard: encodeCard(giftCard), code })) };
    },

    async listGiftCards({ pageSize, pageToken }) {
      const { items, nextPageToken } = await app.listGiftCards({ pageSize, pageToken });
      return { giftCards: items.map(encodeCard), nextPageToken };
    },

    async disableGiftCard({ giftCardId }, { request }) {
      return { giftCard: encodeCard(await app.disableGiftCard(giftCardId as GiftCardId, request)) };
    },
  });

const states: Readonly<Record<GiftCard["state"], GiftCardState>> = {
  ACTIVE: GiftCardState.GIFT_CARD_STATE_ACTIVE,
  REDEEMED: GiftCardState.GIFT_CARD_STATE_REDEEMED,
  DISABLED: GiftCardState.GIFT_CARD_STATE_DISABLED,
};

function encodeCard({ state, redeemedBy, ...card }: GiftCard): ProtoCard {
  return { ...card, state: states[state], redeemedBy: redeemedBy ?? "" };
}
