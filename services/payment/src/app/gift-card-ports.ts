import type { Clock, Ids, Page, RequestKey } from "#mesh/kernel";
import type { GiftCard, GiftCardId } from "../domain/gift-card.ts";
import type { UserId, Wallet } from "../domain/wallet.ts";

/** What the use cases of gift cards need. */
export interface GiftCardPorts {
  readonly giftCards: GiftCardStore;
  readonly codes: GiftCardCodes;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface GiftCardCodes {
  /** One nobody guesses. */
  next(): string;
  /** What is kept of a code. */
  hash(code: string): Uint8Array;
}

export interface NewGiftCard {
  readonly giftCard: GiftCard;
  readonly codeHash: Uint8Array;
}

/** Keeps gift cards. */
export interface GiftCardStore {
  /** All or none. */
  add(cards: readonly NewGiftCard[]): Promise<void>;
  /** Newest first, after the card of the key. */
  page(after: GiftCardId | undefined, size: number): Promise<Page<GiftCard, GiftCardId>>;
  /** Brings the card's money to the wallet, once; a repeat by the same person gets the wallet as it is. Fails with GIFT_CARD_INVALID. */
  redeem(codeHash: Uint8Array, userId: UserId, now: Date): Promise<Wallet>;
  /** Fails with RESOURCE_NOT_FOUND, GIFT_CARD_REDEEMED. */
  disable(giftCardId: GiftCardId, request?: RequestKey): Promise<GiftCard>;
}
