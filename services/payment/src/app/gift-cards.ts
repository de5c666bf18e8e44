import { type Caller, checkpoint, idKey, type Money, type PageQuery, type RequestKey, readPage } from "#mesh/kernel";
import { type GiftCard, type GiftCardId, normalCode } from "../domain/gift-card.ts";
import { checkAmount, type Wallet } from "../domain/wallet.ts";
import { customerOf } from "./customer.ts";
import type { GiftCardPorts, NewGiftCard } from "./gift-card-ports.ts";

export interface IssueGiftCards {
  /** Of each. */
  readonly amount: Money;
  readonly count: number;
  readonly expireTime: Date | undefined;
}

export interface IssuedGiftCard {
  readonly giftCard: GiftCard;
  readonly code: string;
}

/** New cards with their codes, which nobody can read again. Fails with INVALID_REQUEST. */
const issueGiftCards =
  ({ giftCards, codes, clock, ids }: GiftCardPorts) =>
  async ({ amount, count, expireTime }: IssueGiftCards): Promise<readonly IssuedGiftCard[]> => {
    checkAmount(amount);
    const made = Array.from({ length: count }, (): IssuedGiftCard & NewGiftCard => {
      const code = codes.next();
      const lastFour = normalCode(code).slice(-4);
      const blank = { state: "ACTIVE", redeemedBy: undefined, redeemTime: undefined, createTime: clock.now() } as const;
      const giftCard = { giftCardId: ids.next("gft"), lastFour, amount, expireTime, ...blank };
      return { giftCard, code, codeHash: codes.hash(code) };
    });
    await giftCards.add(made);
    return made;
  };

/** Newest first. Fails with PAGE_TOKEN_INVALID. */
const listGiftCards =
  ({ giftCards }: GiftCardPorts) =>
  (query: PageQuery): Promise<{ items: readonly GiftCard[]; nextPageToken: string }> =>
    readPage({ name: "gift_cards", filter: {}, key: idKey("gft") }, query, (after, size) =>
      giftCards.page(after, size),
    );

/** The caller's wallet after it. Fails with GIFT_CARD_INVALID. */
const redeemGiftCard =
  ({ giftCards, codes, clock }: GiftCardPorts) =>
  async (caller: Caller, code: string): Promise<Wallet> => {
    checkpoint("payment.redeem_gift_card.before");
    const wallet = await giftCards.redeem(codes.hash(code), customerOf(caller), clock.now());
    checkpoint("payment.redeem_gift_card.after");
    return wallet;
  };

/** Fails with RESOURCE_NOT_FOUND, GIFT_CARD_REDEEMED. */
const disableGiftCard =
  ({ giftCards }: GiftCardPorts) =>
  (giftCardId: GiftCardId, request?: RequestKey): Promise<GiftCard> =>
    giftCards.disable(giftCardId, request);

/** Everything the service can do with gift cards. */
export const giftCardUseCases = (ports: GiftCardPorts) => ({
  disableGiftCard: disableGiftCard(ports),
  issueGiftCards: issueGiftCards(ports),
  listGiftCards: listGiftCards(ports),
  redeemGiftCard: redeemGiftCard(ports),
});

export type GiftCardUseCases = ReturnType<typeof giftCardUseCases>;
