import { type DomainEvent, uuidFromId } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { FactStore } from "../app/ports.ts";
import type { CreditFact } from "../domain/credit-fact.ts";
import type { OrderFact } from "../domain/order-fact.ts";
import type { IntervalSums } from "../domain/revenue.ts";
import * as sql from "./fact-statements.ts";
import { cutQuarters } from "./quarters.ts";

/** Facts in PostgreSQL, a row each, and sums of them by the quarter of an hour. */
export function postgresFactStore(database: Database<DomainEvent>): FactStore {
  return {
    async take(fact) {
      await database.write(sql.take, factValues(fact), []);
    },
    async takeCredit(fact) {
      await database.write(sql.takeCredit, creditValues(fact), []);
    },
    async sums(bounds, currencyCode) {
      const rows = await database.query(sql.sums, sumsValues(bounds, currencyCode));
      const found = rows.filter((row) => row.interval !== null);
      return { sums: found.map(sumsFromRow), asOfTime: rows[0]?.as_of_time ?? undefined };
    },
  };
}

/** The values of the statement `sums`. */
export function sumsValues(bounds: readonly Date[], currencyCode?: string): readonly unknown[] {
  return [bounds.slice(0, -1), bounds.at(-1), currencyCode ?? null, cutQuarters(bounds)];
}

function factValues({ refunds, ...fact }: OrderFact): readonly unknown[] {
  return [
    uuidFromId(fact.orderId),
    fact.version,
    fact.currencyCode,
    fact.businessTime,
    fact.lines,
    fact.units,
    fact.gross,
    fact.eventTime,
    refunds.map(({ refundId }) => uuidFromId(refundId)),
    refunds.map(({ businessTime }) => businessTime),
    refunds.map(({ amount }) => amount),
    refunds.map(({ state }) => state),
  ];
}

function creditValues(fact: CreditFact): readonly unknown[] {
  const { creditId, currencyCode, businessTime, lines, amount, eventTime } = fact;
  return [uuidFromId(creditId), currencyCode, businessTime, lines, amount, eventTime];
}

function sumsFromRow({ interval, currency_code, credit_lines, as_of_time: _, ...sums }: sql.SumsRow): IntervalSums {
  return { interval: interval ?? 0, currencyCode: currency_code, creditLines: credit_lines, ...sums };
}
