import type { Clock, Decision, Ids, Logger, Page, RequestKey } from "#mesh/kernel";
import type { AccountFacts, CodeFacts, OrderFacts } from "../domain/facts.ts";
import type {
  Notification,
  NotificationEvent,
  NotificationId,
  NotificationState,
  OrderId,
  UserId,
} from "../domain/notification.ts";
import type { Outcome } from "../domain/settle.ts";
import type { Template, TemplateId, TemplateKey, Wording } from "../domain/template.ts";
import type { Shop, View } from "../domain/view.ts";

/** What the use cases need. */
export interface NotificationPorts {
  readonly notifications: NotificationStore;
  readonly templates: TemplateStore;
  readonly orders: Orders;
  readonly accounts: Accounts;
  readonly profiles: Profiles;
  readonly renderer: Renderer;
  readonly mailer: Mailer;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  /** At least 0 and below 1. */
  readonly random: () => number;
  /** Resolves after so many milliseconds; rejects when the signal fires. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly shop: Shop;
  readonly defaultLanguage: string;
  /** How long a message is left to who took it; longer than an attempt can take. */
  readonly leaseMs: number;
  /** Counts what came of an attempt. */
  readonly counted: (templateId: TemplateId, outcome: Outcome["kind"]) => void;
}

/** Who works on a message, and until when nobody else does. */
export interface Lease {
  readonly leaseId: string;
  readonly now: Date;
  readonly until: Date;
}

/** Messages under a lease. */
export interface Taken {
  readonly notifications: readonly Notification[];
  /** What of them the staff has words of its own for. */
  readonly reworded: readonly TemplateId[];
}

/** Conditions a message must meet, all of them; an absent one asks for nothing. */
export interface NotificationFilter {
  readonly state?: NotificationState | undefined;
  readonly userId?: UserId | undefined;
  readonly orderId?: OrderId | undefined;
  readonly subjectId?: string | undefined;
}

/** Keeps messages. What came of one and its event are committed together. */
export interface NotificationStore {
  /** Keeps the message unless the same was told of before. */
  add(notification: Notification): Promise<void>;
  /** Takes up to `limit` messages that are due, oldest first, and counts the attempt. */
  takeDue(lease: Lease, limit: number): Promise<Taken>;
  /** Keeps what came of the attempt and gives the lease back; false, and nothing is kept, if another took it over. */
  settle(decision: Decision<Notification, NotificationEvent>, leaseId: string): Promise<boolean>;
  find(notificationId: NotificationId): Promise<Notification | undefined>;
  /** Newest first, after the message of the key. */
  page(
    filter: NotificationFilter,
    after: NotificationId | undefined,
    size: number,
  ): Promise<Page<Notification, NotificationId>>;
  /** `decide` is not told if there is none of this id. It may run more than once. */
  change(
    notificationId: NotificationId,
    decide: (notification: Notification | undefined) => Decision<Notification, NotificationEvent>,
    request?: RequestKey,
  ): Promise<Notification>;
}

/** Keeps what messages say: the market's own words, and the staff's where it has other ones. */
export interface TemplateStore {
  find(key: TemplateKey): Promise<Template | undefined>;
  /** All words there are, in all languages: the market's own, and the staff's for the messages it has reworded. */
  findAll(reworded: readonly TemplateId[]): Promise<readonly Template[]>;
  /** By id and language, after the template of the key; all of them, or those of one message. */
  page(
    templateId: TemplateId | undefined,
    after: TemplateKey | undefined,
    size: number,
  ): Promise<Page<Template, TemplateKey>>;
  /** Other words from now on. Fails with ETAG_MISMATCH; an empty etag fits any version. */
  set(key: TemplateKey, wording: Wording, etag: string, now: Date, request?: RequestKey): Promise<Template>;
  /** The market's own words again; undefined if it has none in this language. Fails with TEMPLATE_UNKNOWN. */
  reset(key: TemplateKey, now: Date, request?: RequestKey): Promise<Template | undefined>;
}

/** Orders as the order service tells. Fails while it does not answer. */
export interface Orders {
  read(orderId: OrderId): Promise<OrderFacts | undefined>;
}

/** Accounts and codes as the auth service tells. Fails while it does not answer. */
export interface Accounts {
  read(userId: UserId): Promise<AccountFacts | undefined>;
  /** Undefined for a code that is over. */
  readCode(codeId: string): Promise<CodeFacts | undefined>;
}

/** People as the user service knows them. */
export interface Profiles {
  /** Empty if the person never said. Fails while the service does not answer at once. */
  languageOf(userId: UserId): Promise<string>;
}

/** Writes messages. */
export interface Renderer {
  /** Fails with TEMPLATE_INVALID, which names the field and the place. */
  render(wording: Wording, view: View): Promise<Wording>;
}

/** A message ready to be sent. */
export interface Mail extends Wording {
  /** Of RFC 5322, with its angle brackets. */
  readonly messageId: string;
  readonly to: { readonly name: string; readonly email: string };
  readonly languageCode: string;
}

/** What the mail server said to a message; errors name no address. */
export type MailAnswer =
  | { readonly kind: "TAKEN" }
  | { readonly kind: "REFUSED"; readonly error: string }
  | { readonly kind: "UNANSWERED"; readonly error: string };

/** A way to people's mailboxes. */
export interface Mailer {
  /** The host behind the "@" of message ids. */
  readonly domain: string;
  send(mail: Mail): Promise<MailAnswer>;
}
