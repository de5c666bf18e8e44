import { uuidFromId } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { CreditFilter, CreditKey, CreditStore } from "../app/ports/credits.ts";
import { type CreditEvent, creditBooked } from "../domain/credit-events.ts";
import { creditFromRow, creditValues } from "./credit-row.ts";
import * as sql from "./credit-statements.ts";
import { fittingPage } from "./fitting-page.ts";

const nil = "00000000-0000-0000-0000-000000000000";

/** Credits in PostgreSQL: a row each, with the lines as JSON. */
export function postgresCreditStore(database: Database<CreditEvent>): CreditStore {
  return {
    async find(creditId) {
      const [row] = await database.query(sql.find, [uuidFromId(creditId)]);
      return row && creditFromRow(row);
    },
    async page({ userId, startTime, endTime }, after, size) {
      const range = [...startOf({ endTime }, after), startTime ?? "-infinity", size + 1];
      const rows =
        userId === undefined
          ? await database.query(sql.page, range)
          : await database.query(sql.pageByUser, [...range, uuidFromId(userId)]);
      return fittingPage(rows.map(creditFromRow), size, ({ businessTime, creditId }) => ({ businessTime, creditId }));
    },
    create(decide, request) {
      return database.change(request, async (tx) => {
        const credit = decide();
        await tx.query(sql.insert, creditValues(credit));
        return { answer: credit, events: [creditBooked(credit)] };
      });
    },
  };
}

/** Time and id that everything on the page is before. */
function startOf({ endTime }: CreditFilter, after: CreditKey | undefined): readonly unknown[] {
  if (after !== undefined) return [after.businessTime, uuidFromId(after.creditId)];
  return [endTime ?? "infinity", nil];
}
