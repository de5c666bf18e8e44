import { type DomainEvent, notFound, toPage, uuidFromId } from "#mesh/kernel";
import type { Database, Reader } from "#mesh/store";
import type { CartStore } from "../app/ports/carts.ts";
import type { Cart, CartId } from "../domain/cart.ts";
import { cartFromRow, insertValues, updateValues } from "./cart-row.ts";
import * as sql from "./cart-statements.ts";

const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/**
 * Carts in PostgreSQL: a row each, and one per line. A change is written on the version it was decided on, in one
 * statement; only if somebody was faster the cart is locked and decided on again.
 */
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
      const unlocked = request === undefined ? await writeNext(database, known, decide) : undefined;
      if (unlocked !== undefined) return unlocked;
      return database.change(request, async (tx) => {
        const first = request === undefined ? undefined : await writeNext(tx, known, decide);
        const next = first ?? (await writeNext(tx, await lockCart(tx, cartId), decide));
        if (next === undefined) throw notFound();
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

/** The cart with its lines, as it stays until the transaction ends. */
async function lockCart(tx: Reader, cartId: CartId): Promise<Cart | undefined> {
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

/** The cart as decided; undefined, and nothing is written, if it is not there or no longer what it was before. */
async function writeNext(
  reader: Reader,
  before: Cart | undefined,
  decide: (cart: Cart) => Cart,
): Promise<Cart | undefined> {
  if (before === undefined) return undefined;
  const next = decide(before);
  if (next === before) return next;
  const written = await reader.query(sql.update, updateValues(before, next));
  return written.length > 0 ? next : undefined;
}
