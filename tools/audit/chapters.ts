import type { Chapter } from "./check.ts";
import { events } from "./checks/events.ts";
import { money } from "./checks/money.ts";
import { orders, rest } from "./checks/orders.ts";
import { stock } from "./checks/stock.ts";

const schemas = ["auth", "inventory", "order", "payment", "pricing", "product"];
const always: readonly Chapter[] = [orders, money, stock, events(schemas)];

/** Everything the audit checks; `atRest` also what holds only while nothing is under way. */
export function chapters({ atRest }: { readonly atRest: boolean }): readonly Chapter[] {
  return atRest ? [...always, rest] : always;
}
