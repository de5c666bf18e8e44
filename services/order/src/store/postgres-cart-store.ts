import { type DomainEvent, notFound, toPage, uuidFromId } from "#mesh/kernel";
import type { Database, Reader } from "#mesh/store";
import type { CartStore } from "../app/ports/carts.ts";
import type { Cart, CartId } from "../domain/cart.ts";
import { cartFromRow, insertValues, updateValues } from "./cart-row.ts";
import * as sql from "./cart-statements.ts";

const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Carts in PostgreSQL: a row each, and one per line. What is not under a request key is one statement where it can be. */
export function postgresCartStore<E extends DomainEvent>(database: Database<E>): CartStore {
  return {
    find: (cartId) => findCart(database, cartId),
    async pageOpen(userId, after, size) {
      const before = after === undefined ? beyondAll : uuidFromId(after);
      const rows = await database.query(sql.pageOpen, [uuidFromId(userId), before, size + 1]);
      return toPage(rows.map(cartFromRow), size, ({ cartId }) => cartId);
    },
    async create(decide, request) {
      if (request === undefined) return insert(database, decide());
      return database.change(request, async (tx) => ({ answer: await insert(tx, decide()), events: [] }));
    },
    async change({ cartId, known, decide }, request) {
      if (request === undefined && known !== undefined) {
        const next = decide(known);
        if (await write(database, known, next)) return next;
      }
      return database.change(request, async (tx) => {
        const before = await lockCart(tx, cartId);
        if (before === undefined) throw notFound();
        const next = decide(before);
        await write(tx, before, next);
        return { answer: next, events: [] };
      });
    },
    async takeOver(from, to, now, request) {
      await database.change(request, async (tx) => {
        await tx.query(sql.takeOver, [uuidFromId(from), uuidFromId(to), now]);
        return { answer: null, events: [] };
      });
    },
  };
}

/** The cart with its lines, as it stays until the transaction ends. Two statements. */
export async function lockCart(tx: Reader, cartId: CartId): Promise<Cart | undefined> {
  const [locked] = await tx.query(sql.lock, [uuidFromId(cartId)]);
  return locked && findCart(tx, cartId);
}

async function findCart(reader: Reader, cartId: CartId): Promise<Cart | undefined> {
  const [row] = await reader.query(sql.find, [uuidFromId(cartId)]);
  return row && cartFromRow(row);
}

async function insert(reader: Reader, cart: Cart): Promise<Cart> {
  await reader.query(sql.insert, insertValues(cart));
  return cart;
}

/** False if the cart is no longer what it was before, and then nothing is written. */
async function write(reader: Reader, before: Cart, next: Cart): Promise<boolean> {
  if (next === before) return true;
  const written = await reader.query(sql.update, updateValues(before, next));
  return written.length > 0;
}
