import { toPage, uuidFromId } from "#mesh/kernel";
import type { Database, Transaction } from "#mesh/store";
import type { RateStore } from "../app/ports.ts";
import { changedBook, type RateBook, type ShippingRatesChanged } from "../domain/rate-book.ts";
import { methodFromRow, methodValues, zoneFromRow, zoneValues } from "./rate-row.ts";
import * as sql from "./rate-statements.ts";

const beforeAll = "00000000-0000-0000-0000-000000000000";
const empty: RateBook = { zones: [], methods: [], version: 0 };

/** Zones and methods in PostgreSQL, a row each; rates are JSON of their method. */
export function postgresRateStore(database: Database<ShippingRatesChanged>): RateStore {
  return {
    begin: (first) =>
      database.change(undefined, async (tx) => {
        const [begun] = await tx.query(sql.begin);
        if (begun === undefined) return { answer: undefined, events: [] };
        const { next, events } = changedBook({ ...empty, ...first() });
        await save(tx, empty, next);
        return { answer: undefined, events };
      }),
    async pageOfZones(after, size) {
      const from = after === undefined ? beforeAll : uuidFromId(after);
      const rows = await database.query(sql.pageOfZones, [from, size + 1]);
      return toPage(rows.map(zoneFromRow), size, ({ zoneId }) => zoneId);
    },
    async pageOfMethods(after = "", size) {
      const rows = await database.query(sql.pageOfMethods, [after, size + 1]);
      return toPage(rows.map(methodFromRow), size, ({ methodId }) => methodId);
    },
    change: (decide, request) =>
      database.change(request, async (tx) => {
        const book = await read(tx);
        const { next, events, answer } = decide(book);
        if (next !== book) await save(tx, book, next);
        return { answer, events };
      }),
  };
}

async function read(tx: Transaction): Promise<RateBook> {
  const [row] = await tx.query(sql.lock);
  if (row === undefined) throw new Error("the rates were not begun");
  const zones = (await tx.query(sql.allZones)).map(zoneFromRow);
  const methods = (await tx.query(sql.allMethods)).map(methodFromRow);
  return { zones, methods, version: Number(row.version) };
}

/** Writes what is not the same object in both. */
async function save(tx: Transaction, before: RateBook, next: RateBook): Promise<void> {
  for (const zone of next.zones) if (!before.zones.includes(zone)) await tx.query(sql.saveZone, zoneValues(zone));
  for (const method of next.methods) {
    if (!before.methods.includes(method)) await tx.query(sql.saveMethod, methodValues(method));
  }
  await tx.query(sql.countUp, [next.version]);
}
