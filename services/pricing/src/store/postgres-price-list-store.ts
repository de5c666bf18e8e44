import { idFromUuid, notFound, toPage, uuidFromId } from "#mesh/kernel";
import { type Database, type Transaction, violates } from "#mesh/store";
import type { PriceListStore } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import type { PricingEvent } from "../domain/events.ts";
import type { PriceList, PriceListEntryKey, PriceListId } from "../domain/price-list.ts";
import * as sql from "./price-list-statements.ts";

const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const beforeAll = "00000000-0000-0000-0000-000000000000";

/** Price lists in PostgreSQL: a row a list, and one a price in it. */
export function postgresPriceListStore(database: Database<PricingEvent>): PriceListStore {
  return {
    async find(priceListId) {
      const [row] = await database.query(sql.find, [uuidFromId(priceListId)]);
      return row && listFromRow(row);
    },
    async page(after, size) {
      const before = after === undefined ? beyondAll : uuidFromId(after);
      const rows = await database.query(sql.page, [before, size + 1]);
      return toPage(rows.map(listFromRow), size, ({ priceListId }) => priceListId);
    },
    create(decide, request) {
      return database.change(request, async (tx) => {
        const { next, events } = decide();
        await tx.query(sql.insert, listValues(next)).catch(unknownGroup(next));
        return { answer: next, events };
      });
    },
    change(priceListId, decide, request) {
      return database.change(request, async (tx) => {
        const before = await locked(tx, priceListId);
        const { next, events } = decide(before);
        if (next !== before) await tx.query(sql.update, listValues(next)).catch(unknownGroup(next));
        return { answer: next, events };
      });
    },
    delete(priceListId, decide, request) {
      return database.change(request, async (tx) => {
        const event = decide(await locked(tx, priceListId));
        await tx.query(sql.remove, [uuidFromId(priceListId)]);
        return { answer: undefined, events: [event] };
      });
    },
    changeEntries({ priceListId, set, remove, check, decide }, request) {
      return database.change(request, async (tx) => {
        const before = await locked(tx, priceListId);
        check(before);
        const list = uuidFromId(priceListId);
        const [kept, gone] = [
          set.length > 0 ? await tx.query(sql.setEntries, [list, ...keyColumns(set), amountsOf(set)]) : [],
          remove.length > 0 ? await tx.query(sql.removeEntries, [list, ...keyColumns(remove)]) : [],
        ];
        const isKept = new Set(kept.map(keyOf));
        const changed = set.filter(({ variantId, minQuantity }) =>
          isKept.has(`${uuidFromId(variantId)} ${minQuantity}`),
        );
        const { next, events } = decide(before, changed, gone.map(entryKeyFromRow));
        if (next !== before) await tx.query(sql.update, listValues(next));
        return { answer: next, events };
      });
    },
    async entries(priceListId, variantId, after, size) {
      const from = [after ? uuidFromId(after.variantId) : beforeAll, after?.minQuantity ?? 0n];
      const only = variantId === undefined ? null : uuidFromId(variantId);
      const rows = await database.query(sql.pageOfEntries, [uuidFromId(priceListId), ...from, size + 1, only]);
      return toPage(
        rows.map(({ currency_code: currencyCode, minor_units: minorUnits, ...row }) => ({
          ...entryKeyFromRow(row),
          price: { currencyCode, minorUnits },
        })),
        size,
        ({ variantId: variant, minQuantity }) => ({ variantId: variant, minQuantity }),
      );
    },
  };
}

async function locked(tx: Transaction, priceListId: PriceListId): Promise<PriceList> {
  const [row] = await tx.query(sql.lock, [uuidFromId(priceListId)]);
  if (row === undefined) throw notFound();
  return listFromRow(row);
}

function unknownGroup({ customerGroup }: PriceList) {
  return (error: unknown) => {
    const unknown = violates(error, "price_lists_customer_group_fkey");
    const metadata = { customer_group: customerGroup };
    throw unknown ? refuse("CUSTOMER_GROUP_UNKNOWN", { metadata, cause: error }) : error;
  };
}

function listFromRow({ price_list_id, version, currency_code, ...row }: sql.PriceListRow): PriceList {
  return {
    priceListId: idFromUuid("prl", price_list_id),
    version: Number(version),
    name: row.name,
    currencyCode: currency_code,
    customerGroup: row.customer_group ?? "",
    startTime: row.start_time ?? undefined,
    endTime: row.end_time ?? undefined,
    priority: row.priority,
    createTime: row.create_time,
    updateTime: row.update_time,
  };
}

/** In the order of the columns. */
function listValues(list: PriceList): readonly unknown[] {
  const { priceListId, version, name, currencyCode, customerGroup, startTime, endTime, priority } = list;
  const group = customerGroup || null;
  const content = [name, currencyCode, group, startTime, endTime, priority];
  return [uuidFromId(priceListId), version, ...content, list.createTime, list.updateTime];
}

function keyColumns(keys: readonly PriceListEntryKey[]): [string[], bigint[]] {
  return [keys.map(({ variantId }) => uuidFromId(variantId)), keys.map(({ minQuantity }) => minQuantity)];
}

function amountsOf(entries: readonly { readonly price: { readonly minorUnits: bigint } }[]): bigint[] {
  return entries.map(({ price }) => price.minorUnits);
}

function keyOf({ variant_id, min_quantity }: sql.EntryKeyRow): string {
  return `${variant_id} ${min_quantity}`;
}

function entryKeyFromRow({ variant_id, min_quantity }: sql.EntryKeyRow): PriceListEntryKey {
  return { variantId: idFromUuid("var", variant_id), minQuantity: min_quantity };
}
