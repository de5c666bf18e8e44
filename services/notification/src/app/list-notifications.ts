import { idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { Notification } from "../domain/notification.ts";
import type { NotificationFilter, NotificationPorts } from "./ports.ts";

export interface ListNotifications extends PageQuery {
  readonly filter: NotificationFilter;
}

/** Newest first. Fails with PAGE_TOKEN_INVALID. */
export const listNotifications =
  ({ notifications }: NotificationPorts) =>
  ({ filter, ...query }: ListNotifications): Promise<{ items: readonly Notification[]; nextPageToken: string }> => {
    const list = { name: "notifications", filter, key: idKey("ntf") };
    return readPage(list, query, (after, size) => notifications.page(filter, after, size));
  };
