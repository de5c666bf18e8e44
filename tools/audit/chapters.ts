import type { Chapter } from "./check.ts";
import { credits } from "./checks/credits.ts";
import { events } from "./checks/events.ts";
import { figures, figuresAtRest } from "./checks/figures.ts";
import { messages, messagesAtRest } from "./checks/messages.ts";
import { money } from "./checks/money.ts";
import { orders, rest } from "./checks/orders.ts";
import { promotions } from "./checks/promotions.ts";
import { searchAtRest } from "./checks/search.ts";
import { shipments, shipmentsAtRest } from "./checks/shipments.ts";
import { stock } from "./checks/stock.ts";
import { wallets } from "./checks/wallets.ts";

const schemas = ["auth", "inventory", "order", "payment", "pricing", "product"];
/** Of services that a purchase does without. */
const softSchemas = ["analytics", "notification", "search", "shipping", "user"];

const always: readonly Chapter[] = [
  orders,
  money,
  wallets,
  credits,
  promotions,
  stock,
  shipments,
  figures,
  messages,
  events(schemas, softSchemas),
];

/** Everything the audit checks; `atRest` also what holds only while nothing is under way. */
export function chapters({ atRest }: { readonly atRest: boolean }): readonly Chapter[] {
  return atRest ? [...always, rest, shipmentsAtRest, figuresAtRest, messagesAtRest, searchAtRest] : always;
}
