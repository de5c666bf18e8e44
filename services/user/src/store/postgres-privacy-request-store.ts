import { idFromUuid, notFound, toPage, uuidFromId } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { PrivacyRequestFilter, PrivacyRequestStore } from "../app/privacy-ports.ts";
import { refuse } from "../domain/errors.ts";
import type { UserEvent } from "../domain/events.ts";
import type { PrivacyRequest } from "../domain/privacy-request.ts";
import { privacyRequestFromRow, privacyRequestValues } from "./privacy-request-row.ts";
import * as sql from "./privacy-request-statements.ts";

/** Privacy requests in PostgreSQL, a row each. */
export function postgresPrivacyRequestStore(database: Database<UserEvent>): PrivacyRequestStore {
  return {
    async find(privacyRequestId) {
      const [row] = await database.query(sql.find, [uuidFromId(privacyRequestId)]);
      return row && privacyRequestFromRow(row);
    },
    async page(filter, after, size) {
      const range = [after === undefined ? null : uuidFromId(after), size + 1];
      const rows = await database.query(pageStatement(filter), [...range, ...filterValues(filter)]);
      return toPage(rows.map(privacyRequestFromRow), size, ({ privacyRequestId }) => privacyRequestId);
    },
    add: ({ next, events }, request) =>
      database.change(request, async (tx) => {
        const [added] = await tx.query(sql.insert, privacyRequestValues(next));
        if (added === undefined) throw refuse("PRIVACY_REQUEST_OPEN");
        return { answer: next, events };
      }),
    change: (privacyRequestId, decide, request) =>
      database.change(request, async (tx) => {
        const [row] = await tx.query(sql.lock, [uuidFromId(privacyRequestId)]);
        if (row === undefined) throw notFound();
        const guests = await tx.query(sql.guests, [row.user_id]);
        const before = privacyRequestFromRow(row);
        const { next, events } = decide(
          before,
          guests.map(({ guest_id }) => idFromUuid("usr", guest_id)),
        );
        if (next !== before) await tx.query(sql.update, changedValues(next));
        if (next.state === "EXPIRED") await tx.query(sql.forgetParts, [row.privacy_request_id]);
        return { answer: next, events };
      }),
    async due(now) {
      const rows = await database.query(sql.due, [now]);
      return rows.map(({ privacy_request_id, kind }) => ({
        privacyRequestId: idFromUuid("prq", privacy_request_id),
        kind: kind as PrivacyRequest["kind"],
      }));
    },
    keepPart: (privacyRequestId, { service, document }, decide) =>
      database.change(undefined, async (tx) => {
        const [row] = await tx.query(sql.lock, [uuidFromId(privacyRequestId)]);
        if (row === undefined) throw notFound();
        const before = privacyRequestFromRow(row);
        const next = decide(before);
        if (next === before) return { answer: next, events: [] };
        await tx.query(sql.keepPart, [row.privacy_request_id, service, document]);
        await tx.query(sql.update, changedValues(next));
        return { answer: next, events: [] };
      }),
    parts: (privacyRequestId) => database.query(sql.parts, [uuidFromId(privacyRequestId)]),
    addGuest: (guestId, userId, request) =>
      database.change(request, async (tx) => {
        await tx.query(sql.addGuest, [uuidFromId(guestId), uuidFromId(userId)]);
        return { answer: undefined, events: [] };
      }),
  };
}

function pageStatement({ userId, state }: PrivacyRequestFilter) {
  if (userId === undefined) return state === undefined ? sql.page : sql.pageInState;
  return state === undefined ? sql.pageOfUser : sql.pageOfUserInState;
}

function filterValues({ userId, state }: PrivacyRequestFilter): readonly unknown[] {
  return [...(userId === undefined ? [] : [uuidFromId(userId)]), ...(state === undefined ? [] : [state])];
}

function changedValues(changed: PrivacyRequest): readonly unknown[] {
  const { privacyRequestId, state, outstanding, round, version, dueTime, endTime, expireTime } = changed;
  const parts = JSON.stringify(outstanding);
  const times = [dueTime ?? null, endTime ?? null, expireTime ?? null];
  return [uuidFromId(privacyRequestId), state, parts, round, version, ...times];
}
