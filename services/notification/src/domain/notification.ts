import { type Decision, type DomainEvent, type Id, refuse as refuseShared } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import type { TemplateId } from "./template.ts";

export type NotificationId = Id<"ntf">;
export type OrderId = Id<"ord">;
export type UserId = Id<"usr">;

export type NotificationState = "PENDING" | "SENT" | "FAILED" | "SKIPPED";

/** Something a person shall be told, by ids only. */
export interface Announcement {
  readonly templateId: TemplateId;
  /** What happened, once: it is told once for each template. */
  readonly occasion: string;
  /** The order, refund, shipment, code or account it is about. */
  readonly subjectId: string;
  readonly orderId: OrderId | undefined;
  readonly userId: UserId | undefined;
}

/** What keeps a message from being sent, and since when. */
export interface Trouble {
  readonly kind: TroubleKind;
  readonly since: Date;
}

/** The mail server, or the services that know what the message says. */
export type TroubleKind = "SERVER" | "SERVICES";

/** One message to one person. */
export interface Notification extends Announcement {
  readonly notificationId: NotificationId;
  readonly state: NotificationState;
  /** Counts how often it was wanted: 1, and one more each time it is sent again. */
  readonly edition: number;
  readonly attempts: number;
  /** Empty until it was written. */
  readonly languageCode: string;
  /** Empty until it was sent. */
  readonly email: string;
  /** Empty until it was sent, and for messages with codes. */
  readonly subject: string;
  /** Why it was not sent so far; empty if nothing went wrong. */
  readonly lastError: string;
  readonly trouble: Trouble | undefined;
  readonly createTime: Date;
  /** Undefined once it came to rest. */
  readonly dueTime: Date | undefined;
  readonly sendTime: Date | undefined;
  /** Counts how often it came to rest or was wanted again. */
  readonly version: number;
}

export interface NotificationEvent extends DomainEvent {
  readonly type: "NotificationSent" | "NotificationFailed";
  readonly notification: Notification;
}

/** How long after its event each message is due, in milliseconds, so that what follows at once can make it needless. */
const patience: Readonly<Partial<Record<TemplateId, number>>> = {
  // Nearly every order is paid at once, and what says that it is paid says that it was placed.
  order_placed: 2_000,
  // Orders learn of shipments by the same event.
  shipment_shipped: 200,
  shipment_delivered: 200,
};

/** How long a message in trouble waits to learn its reader's language, in milliseconds. */
const languagePatienceMs = 3_000;

/** Whether a message whose reader's language cannot be learned now is tried again before it is written in the market's. */
export function waitsForLanguage({ trouble }: Notification, now: Date): boolean {
  return trouble === undefined || now.getTime() - trouble.since.getTime() < languagePatienceMs;
}

/** What need not be told any more once the other thing is to be told of the same occasion. */
const overtaken: Readonly<Partial<Record<TemplateId, TemplateId>>> = {
  order_paid: "order_placed",
  order_cancelled: "order_placed",
};

/** The message that one of this template makes needless, if it was not sent yet. */
export function overtakenBy(templateId: TemplateId): TemplateId | undefined {
  return overtaken[templateId];
}

/** Milliseconds from the event to the first attempt. */
export function patienceOf(templateId: TemplateId): number {
  return patience[templateId] ?? 0;
}

export function announce(announcement: Announcement, notificationId: NotificationId, now: Date): Notification {
  return {
    ...announcement,
    notificationId,
    state: "PENDING",
    edition: 1,
    attempts: 0,
    languageCode: "",
    email: "",
    subject: "",
    lastError: "",
    trouble: undefined,
    createTime: now,
    dueTime: new Date(now.getTime() + patienceOf(announcement.templateId)),
    sendTime: undefined,
    version: 1,
  };
}

/** The message, to be sent once more. Fails with NOTIFICATION_PENDING. */
export function sendAgain(notification: Notification, now: Date): Decision<Notification, NotificationEvent> {
  if (notification.state === "PENDING") throw refuse("NOTIFICATION_PENDING");
  const { edition, version } = notification;
  const again = { state: "PENDING", edition: edition + 1, version: version + 1, dueTime: now } as const;
  return { next: { ...notification, ...again, lastError: "", trouble: undefined, sendTime: undefined }, events: [] };
}

/** The message if it is there. Fails with RESOURCE_NOT_FOUND. */
export function existing(notification: Notification | undefined): Notification {
  if (notification === undefined) throw refuseShared("RESOURCE_NOT_FOUND");
  return notification;
}

/** The Message-ID of RFC 5322: the same for every attempt, another one when it is sent again by hand. */
export function messageIdOf({ notificationId, edition }: Notification, domain: string): string {
  return `<${notificationId}${edition === 1 ? "" : `.${edition}`}@${domain}>`;
}
