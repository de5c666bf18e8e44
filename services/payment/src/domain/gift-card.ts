import { type Id, idFromUuid, type Money, uuidFromId } from "#mesh/kernel";
import type { Transfer, UserId } from "./wallet.ts";

export type GiftCardId = Id<"gft">;

/** Money for whoever has the code, which is kept nowhere. */
export interface GiftCard {
  readonly giftCardId: GiftCardId;
  /** Of the code. */
  readonly lastFour: string;
  /** Above zero. */
  readonly amount: Money;
  readonly state: "ACTIVE" | "REDEEMED" | "DISABLED";
  /** Absent for ever. */
  readonly expireTime: Date | undefined;
  /** Absent until it was redeemed. */
  readonly redeemedBy: UserId | undefined;
  readonly redeemTime: Date | undefined;
  readonly createTime: Date;
}

/** A code as it counts: letters in upper case, without hyphens and spaces. */
export function normalCode(code: string): string {
  return code.toUpperCase().replaceAll(/[\s-]/g, "");
}

/** What brings the money of a card to whoever redeems it; its id follows from the card, so that it happens once. */
export function redeemedTransfer({ giftCardId, lastFour, amount }: GiftCard, to: UserId, createTime: Date): Transfer {
  const transferId = idFromUuid("trf", uuidFromId(giftCardId));
  return { transferId, kind: "GIFT_CARD", from: undefined, to, amount, note: `Gift card …${lastFour}`, createTime };
}
