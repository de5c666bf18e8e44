import type { AccountFacts, CodeFacts, OrderFacts } from "./facts.ts";
import type { Notification, UserId } from "./notification.ts";
import { greetable } from "./plain.ts";
import type { TemplateId } from "./template.ts";
import { accountView, codeView, orderView, refundView, type Shop, shipmentView, type ViewIn } from "./view.ts";

/** Whom a message goes to and what it can say. */
export interface Letter {
  readonly kind: "LETTER";
  /** Empty if only the account of `userId` knows. */
  readonly email: string;
  readonly name: string;
  readonly userId: UserId | undefined;
  /** The language that was asked for; empty if the reader's own is to be found out. */
  readonly languageCode: string;
  readonly view: ViewIn;
}

/** The message, or why there is none: never any more, or not yet. */
export type Letters =
  | Letter
  | { readonly kind: "SKIP"; readonly why: string }
  | { readonly kind: "WAIT"; readonly why: string };

const skip = (why: string): Letters => ({ kind: "SKIP", why });
const wait = (why: string): Letters => ({ kind: "WAIT", why });

/** What an order, its refund or its shipment gives to write about. */
export function letterOfOrder(shop: Shop, notification: Notification, order: OrderFacts | undefined): Letters {
  if (order === undefined) return skip("the order is gone");
  const { templateId, subjectId } = notification;
  const to = toCustomer(order);
  switch (templateId) {
    case "order_placed":
    case "order_paid":
      if (notification.edition === 1 && isNeedless(templateId, order)) return skip("there is nothing new to tell");
      return { ...to, view: orderView(shop, order) };
    case "order_refunded": {
      const refund = order.refunds.find(({ refundId }) => refundId === subjectId);
      return refund === undefined
        ? wait("the order has no such refund")
        : { ...to, view: refundView(shop, order, refund.amount) };
    }
    case "shipment_shipped":
    case "shipment_delivered": {
      const shipment = order.shipments.find(({ shipmentId }) => shipmentId === subjectId);
      if (shipment === undefined || !shipment.isSent) return wait("the order does not know of the shipment yet");
      return { ...to, view: shipmentView(shop, order, shipment) };
    }
    default:
      return { ...to, view: orderView(shop, order) };
  }
}

const codePages: Readonly<Partial<Record<TemplateId, string>>> = {
  verify_email: "verify-email",
  reset_password: "reset-password",
  second_factor: "sign-in",
};

/** A code that cannot be read any more was used, replaced, or has expired. */
export function letterOfCode(
  shop: Shop,
  { templateId }: Notification,
  code: CodeFacts | undefined,
  now: Date,
): Letters {
  if (code === undefined || code.expireTime <= now) return skip("the code is over");
  return { ...toAccount(code.account), view: codeView(shop, code, codePages[templateId] ?? "") };
}

export function letterOfAccount(shop: Shop, { createTime }: Notification, account: AccountFacts | undefined): Letters {
  if (account === undefined) return skip("the account is gone");
  return { ...toAccount(account), view: accountView(shop, account, createTime) };
}

function toCustomer({ email, recipientName, userId, languageCode }: OrderFacts) {
  return { kind: "LETTER", email, name: greetable(recipientName), userId, languageCode } as const;
}

function toAccount({ email, displayName, userId }: AccountFacts) {
  return { kind: "LETTER", email, name: greetable(displayName), userId, languageCode: "" } as const;
}

/** That an order was placed is no news once it was paid or came to another end, which is told by itself. */
function isNeedless(templateId: TemplateId, { state }: OrderFacts): boolean {
  return templateId === "order_placed" && state !== "PLACED";
}
