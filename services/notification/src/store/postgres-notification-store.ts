import { toPage, uuidFromId } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { NotificationFilter, NotificationStore } from "../app/ports.ts";
import { type Notification, type NotificationEvent, overtakenBy } from "../domain/notification.ts";
import type { TemplateId } from "../domain/template.ts";
import { notificationFromRow, notificationValues } from "./notification-row.ts";
import * as sql from "./notification-statements.ts";

const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Messages in PostgreSQL, a row each. */
export function postgresNotificationStore(database: Database<NotificationEvent>): NotificationStore {
  return {
    async add(notification) {
      const needless = overtakenBy(notification.templateId) ?? null;
      await database.write(sql.add, [...notificationValues(notification), needless], []);
    },
    async takeDue({ leaseId, now, until }, limit) {
      const rows = await database.write(sql.takeDue, [leaseId, until, now, limit], []);
      const reworded = rows.filter(({ reworded }) => reworded).map(({ template_id }) => template_id as TemplateId);
      return { notifications: rows.map(notificationFromRow), reworded: [...new Set(reworded)] };
    },
    async settle({ next, events }, leaseId) {
      const rows = await database.write(sql.settle, [...settledValues(next), leaseId], events);
      return rows.length > 0;
    },
    async find(notificationId) {
      const [row] = await database.query(sql.find, [uuidFromId(notificationId)]);
      return row && notificationFromRow(row);
    },
    async page(filter, after, size) {
      const given = conditionsOf(filter);
      const before = after === undefined ? beyondAll : uuidFromId(after);
      const values = [before, size + 1, ...given.map(([, value]) => value)];
      const rows = await database.query(sql.pageBy(given.map(([name]) => name)), values);
      return toPage(rows.map(notificationFromRow), size, ({ notificationId }) => notificationId);
    },
    change(notificationId, decide, request) {
      return database.change(request, async (tx) => {
        const [row] = await tx.query(sql.lock, [uuidFromId(notificationId)]);
        const { next, events } = decide(row && notificationFromRow(row));
        await tx.query(sql.sendAgain, [uuidFromId(notificationId), next.edition, next.version, next.dueTime]);
        return { answer: next, events };
      });
    },
  };
}

/** Those that are given, in the order of the statement's. */
function conditionsOf(filter: NotificationFilter): readonly (readonly [sql.Filter, string])[] {
  const { state, userId, orderId, subjectId } = filter;
  return [
    ...(state === undefined ? [] : [["state", state] as const]),
    ...(userId === undefined ? [] : [["user_id", uuidFromId(userId)] as const]),
    ...(orderId === undefined ? [] : [["order_id", uuidFromId(orderId)] as const]),
    ...(subjectId === undefined ? [] : [["subject_id", subjectId] as const]),
  ];
}

function settledValues(notification: Notification): readonly unknown[] {
  const { notificationId, state, languageCode, email, subject, lastError, trouble } = notification;
  const { dueTime, sendTime, version } = notification;
  return [
    ...[uuidFromId(notificationId), state, languageCode, email, subject, lastError],
    ...[trouble?.kind ?? null, trouble?.since ?? null, dueTime ?? null, sendTime ?? null, version],
  ];
}
