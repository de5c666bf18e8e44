import { createIds, type Money, systemClock } from "#mesh/kernel";
import type { AccountFacts, CodeFacts, OrderFacts } from "../src/domain/facts.ts";
import { type Announcement, announce, type Notification } from "../src/domain/notification.ts";

export const noon = new Date("2036-06-01T12:00:00Z");

/** `seconds` after noon. */
export const after = (seconds: number): Date => new Date(noon.getTime() + seconds * 1_000);

/** Ids that differ between runs, so that tests share a database without meeting. */
export const ids = createIds(systemClock);

export const eur = (minorUnits: bigint): Money => ({ currencyCode: "EUR", minorUnits });

export const shop = { name: "UltraMarket", url: "https://shop.example" };

/** That an order was paid. */
export function anAnnouncement(change: Partial<Announcement> = {}): Announcement {
  const orderId = change.orderId ?? ids.next("ord");
  const what = { templateId: "order_paid", occasion: orderId, subjectId: orderId } as const;
  return { ...what, orderId, userId: ids.next("usr"), ...change };
}

export function aNotification(change: Partial<Notification> = {}): Notification {
  return { ...announce(anAnnouncement(change), ids.next("ntf"), noon), dueTime: noon, ...change };
}

export function anOrder(change: Partial<OrderFacts> = {}): OrderFacts {
  return {
    orderId: ids.next("ord"),
    orderNumber: "100042",
    userId: undefined,
    state: "PAID",
    email: "ada@example.com",
    languageCode: "en",
    recipientName: "Ada Lovelace",
    addressLines: ["Ada Lovelace", "12 St James's Square", "London SW1Y 4LB", "GB"],
    lines: [{ lineId: "lin_1", name: "Mug", quantity: 2n, total: eur(25_80n) }],
    subtotal: eur(25_80n),
    discountTotal: eur(0n),
    shippingTotal: eur(4_90n),
    taxTotal: eur(0n),
    taxInclusive: true,
    total: eur(30_70n),
    refunds: [],
    shipments: [],
    businessTime: noon,
    ...change,
  };
}

export function anAccount(change: Partial<AccountFacts> = {}): AccountFacts {
  return { userId: ids.next("usr"), email: "ada@example.com", displayName: "Ada Lovelace", ...change };
}

export function aCode(change: Partial<CodeFacts> = {}): CodeFacts {
  return { account: anAccount(), code: "7KQM-2F9X", expireTime: after(600), ...change };
}
