import { idFromUuid, notFound, toPage, uuidFromId } from "#mesh/kernel";
import type { Database, Transaction } from "#mesh/store";
import type { AddressStore } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import type { UserEvent } from "../domain/events.ts";
import type { AddressId, UserId } from "../domain/ids.ts";
import { addressBookChanged, mostAddresses, type UserAddress } from "../domain/user-address.ts";
import { addressFromRow, addressValues } from "./address-row.ts";
import * as sql from "./address-statements.ts";

/** Address books in PostgreSQL: a row each, which is locked by whoever changes it, and one an address. */
export function postgresAddressStore(database: Database<UserEvent>): AddressStore {
  return {
    async find(userId, addressId) {
      const [row] = await database.query(sql.find, [uuidFromId(userId), uuidFromId(addressId)]);
      return row && addressFromRow(row);
    },
    async page(userId, after, size) {
      const before = after === undefined ? null : uuidFromId(after);
      const rows = await database.query(sql.page, [uuidFromId(userId), before, size + 1]);
      return toPage(rows.map(addressFromRow), size, ({ addressId }) => addressId);
    },
    add: (address, request) =>
      database.change(request, async (tx) => {
        const [book] = await tx.query(sql.makeRoom, [uuidFromId(address.userId)]);
        if (book === undefined) throw refuse("ADDRESS_BOOK_FULL");
        const added = book.size === 1 ? { ...address, defaultShipping: true, defaultBilling: true } : address;
        await tx.query(sql.insert, addressValues(added));
        return { answer: added, events: [addressBookChanged(added, Number(book.version))] };
      }),
    change: (userId, addressId, decide, request) =>
      database.change(request, async (tx) => {
        const before = await lock(tx, userId, addressId);
        const next = decide(before);
        if (next === before) return { answer: next, events: [] };
        const books = await tx.query(sql.update, addressValues(next));
        return { answer: next, events: books.map(({ version }) => addressBookChanged(next, Number(version))) };
      }),
    remove: (userId, addressId, now, request) =>
      database.change(request, async (tx) => {
        const address = await lock(tx, userId, addressId);
        const books = await tx.query(sql.remove, [uuidFromId(userId), uuidFromId(addressId), now]);
        const events = books.map(({ version }) => addressBookChanged(address, Number(version)));
        return { answer: undefined, events };
      }),
    takeOver: (guestId, userId, now, request) =>
      database.change(request, async (tx) => {
        const [from] = await tx.query(sql.lockBook, [uuidFromId(guestId)]);
        const [to] = from && from.size > 0 ? await tx.query(sql.openBook, [uuidFromId(userId)]) : [];
        if (from === undefined || to === undefined) return { answer: undefined, events: [] };
        const values = [uuidFromId(guestId), uuidFromId(userId), mostAddresses - to.size, now, to.size === 0];
        const rows = await tx.query(sql.takeOver, values);
        const moved = rows.filter(({ fits }) => fits);
        return { answer: undefined, events: [...changesOf(guestId, from, rows), ...changesOf(userId, to, moved)] };
      }),
  };
}

/** The events of addresses that left a book, or came to it, one after the other. */
function changesOf(userId: UserId, { version }: sql.BookRow, rows: readonly { readonly address_id: string }[]) {
  return rows.map(({ address_id }, index) =>
    addressBookChanged({ userId, addressId: idFromUuid("adr", address_id) }, Number(version) + index + 1),
  );
}

async function lock(tx: Transaction, userId: UserId, addressId: AddressId): Promise<UserAddress> {
  const [row] = await tx.query(sql.lock, [uuidFromId(userId), uuidFromId(addressId)]);
  if (row === undefined) throw notFound();
  return addressFromRow(row);
}
