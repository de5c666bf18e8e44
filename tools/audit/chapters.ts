import type { Chapter } from "./check.ts";
import { events } from "./checks/events.ts";
import { stock } from "./checks/stock.ts";

const schemas = ["auth", "pricing", "inventory", "payment", "order", "product"];

/** Everything the audit checks. */
export const chapters: readonly Chapter[] = [stock, events(schemas)];
