import { idFromUuid, toPage, uuidFromId } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { ConsentStore } from "../app/ports.ts";
import { type Consent, consentRecorded } from "../domain/consent.ts";
import type { UserEvent } from "../domain/events.ts";
import * as sql from "./consent-statements.ts";

/** Consents in PostgreSQL: a row an act, which the database lets nobody change or remove. */
export function postgresConsentStore(database: Database<UserEvent>): ConsentStore {
  return {
    add: (userId, { purpose, textVersion, granted, source }, now, request) =>
      database.change(request, async (tx) => {
        const user = uuidFromId(userId);
        await tx.query(sql.lock, [user]);
        const rows = await tx.query(sql.insert, [user, purpose, textVersion, granted, source, now]);
        const [answer] = rows.map(consentFromRow) as [Consent];
        return { answer, events: [consentRecorded(answer)] };
      }),
    async page(userId, purpose, after, size) {
      const range = [uuidFromId(userId), after ?? null, size + 1];
      const rows = await (purpose === ""
        ? database.query(sql.page, range)
        : database.query(sql.pageOfPurpose, [...range, purpose]));
      return toPage(rows.map(consentFromRow), size, ({ number }) => number);
    },
  };
}

function consentFromRow({ user_id, number, text_version, create_time, ...row }: sql.ConsentRow): Consent {
  return {
    ...row,
    userId: idFromUuid("usr", user_id),
    number: Number(number),
    textVersion: text_version,
    createTime: create_time,
  };
}
