import { idFromUuid, notFound, toPage, uuidFromId } from "#mesh/kernel";
import { type Database, statement, type Transaction } from "#mesh/store";
import type { GiftCardStore } from "../app/gift-card-ports.ts";
import { refuse } from "../domain/errors.ts";
import { type GiftCard, redeemedTransfer } from "../domain/gift-card.ts";
import { movedEvent, type UserId, type Wallet, type WalletEvent } from "../domain/wallet.ts";
import { accountIdOf } from "./account-id.ts";
import { book } from "./book-transfer.ts";
import { type WalletRow, walletFromRow } from "./wallet-row.ts";

interface GiftCardRow {
  readonly gift_card_id: string;
  readonly last_four: string;
  readonly currency_code: string;
  readonly amount: bigint;
  readonly state: string;
  readonly expire_time: Date | null;
  readonly redeemed_by: string | null;
  readonly redeem_time: Date | null;
  readonly create_time: Date;
}

const columns = `gift_card_id, last_four, currency_code, amount, state, expire_time, redeemed_by, redeem_time, create_time`;

const add = statement<never>(
  "payment.gift_card.add",
  `INSERT INTO gift_cards (gift_card_id, code_hash, last_four, currency_code, amount, state, expire_time, create_time)
   SELECT gift_card_id, code_hash, last_four, $4, $5, 'ACTIVE', $6, $7
   FROM unnest($1::uuid[], $2::bytea[], $3::text[]) AS new (gift_card_id, code_hash, last_four)`,
);

const page = statement<GiftCardRow>(
  "payment.gift_card.page",
  `SELECT ${columns} FROM gift_cards WHERE gift_card_id < $1 ORDER BY gift_card_id DESC LIMIT $2`,
);

/** The card of the code's hash $1, which nobody else redeems now. */
const lock = statement<GiftCardRow>(
  "payment.gift_card.lock",
  `SELECT ${columns} FROM gift_cards WHERE code_hash = $1 FOR UPDATE`,
);

const redeem = statement<never>(
  "payment.gift_card.redeem",
  "UPDATE gift_cards SET state = 'REDEEMED', redeemed_by = $2, redeem_time = $3 WHERE gift_card_id = $1",
);

/** Disables the card $1 unless it was redeemed; as it is now. */
const disable = statement<GiftCardRow>(
  "payment.gift_card.disable",
  `UPDATE gift_cards SET state = CASE state WHEN 'ACTIVE' THEN 'DISABLED' ELSE state END
   WHERE gift_card_id = $1 RETURNING ${columns}`,
);

const wallet = statement<WalletRow>(
  "payment.gift_card.wallet",
  "SELECT account_id, user_id, currency_code, balance FROM ledger_accounts WHERE account_id = $1",
);

const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Gift cards in PostgreSQL, a row each, by the hashes of their codes. */
export function postgresGiftCardStore(database: Database<WalletEvent>): GiftCardStore {
  return {
    async add(cards) {
      const [first] = cards;
      if (first === undefined) return;
      const { amount, expireTime, createTime } = first.giftCard;
      await database.query(add, [
        cards.map(({ giftCard }) => uuidFromId(giftCard.giftCardId)),
        cards.map(({ codeHash }) => codeHash),
        cards.map(({ giftCard }) => giftCard.lastFour),
        ...[amount.currencyCode, amount.minorUnits, expireTime ?? null, createTime],
      ]);
    },
    async page(after, size) {
      const rows = await database.query(page, [after === undefined ? beyondAll : uuidFromId(after), size + 1]);
      return toPage(rows.map(cardFromRow), size, ({ giftCardId }) => giftCardId);
    },
    redeem: (codeHash, userId, now) =>
      database.change(undefined, async (tx) => {
        const [row] = await tx.query(lock, [codeHash]);
        const card = row && cardFromRow(row);
        if (card?.state === "REDEEMED" && card.redeemedBy === userId) {
          return { answer: await walletOf(tx, userId, card), events: [] };
        }
        const isOver = card?.expireTime !== undefined && card.expireTime <= now;
        if (card?.state !== "ACTIVE" || isOver) throw refuse("GIFT_CARD_INVALID");
        await tx.query(redeem, [uuidFromId(card.giftCardId), uuidFromId(userId), now]);
        const moves = await book(tx, redeemedTransfer(card, userId, now));
        return { answer: await walletOf(tx, userId, card), events: moves.map(movedEvent) };
      }),
    disable(giftCardId, request) {
      return database.change(request, async (tx) => {
        const [row] = await tx.query(disable, [uuidFromId(giftCardId)]);
        if (row === undefined) throw notFound();
        if (row.state === "REDEEMED") throw refuse("GIFT_CARD_REDEEMED");
        return { answer: cardFromRow(row), events: [] };
      });
    },
  };
}

async function walletOf(tx: Transaction, userId: UserId, { amount }: GiftCard): Promise<Wallet> {
  const [row] = await tx.query(wallet, [accountIdOf(userId, amount.currencyCode)]);
  if (row === undefined) throw new Error("a wallet that was booked to is not there");
  return walletFromRow(row);
}

function cardFromRow(row: GiftCardRow): GiftCard {
  return {
    giftCardId: idFromUuid("gft", row.gift_card_id),
    lastFour: row.last_four,
    amount: { currencyCode: row.currency_code, minorUnits: row.amount },
    state: row.state as GiftCard["state"],
    expireTime: row.expire_time ?? undefined,
    redeemedBy: row.redeemed_by === null ? undefined : idFromUuid("usr", row.redeemed_by),
    redeemTime: row.redeem_time ?? undefined,
    createTime: row.create_time,
  };
}
