import { type Entry, nameOf } from "../plan/entry.ts";
import type { Desk } from "./desk.ts";
import { enterAdjustment } from "./enter-adjustment.ts";
import { enterCancellation } from "./enter-cancellation.ts";
import { enterOrder } from "./enter-order.ts";
import { inOrder } from "./in-order.ts";
import { namingIt } from "./naming-it.ts";

export interface EnterOptions {
  /** How many are under way at once. */
  readonly atOnce: number;
  /** Is told of each before it is entered, in their order. */
  readonly begin: (entry: Entry) => Promise<void>;
  /** Is told of each that is entered; of those that an earlier run entered, that they are not new. */
  readonly entered: (entry: Entry, isNew: boolean) => void;
}

/**
 * Enters all that the journal does not have, begun in order. A cancellation waits for the orders it takes back. What was
 * entered and not written down is entered again under the same keys, which has no second effect.
 */
export async function enterAll(
  desk: Desk,
  entries: AsyncIterable<Entry>,
  { atOnce, begin, entered }: EnterOptions,
): Promise<void> {
  const underWay = new Map<string, Promise<void>>();
  await inOrder(announced(entries, begin), atOnce, async (entry) => {
    const name = nameOf(entry);
    if (desk.journal.has(name)) return entered(entry, false);
    const work = namingIt(entry, () => enter(desk, entry, underWay)).finally(() => underWay.delete(name));
    underWay.set(name, work);
    await work;
    entered(entry, true);
  });
}

async function* announced(entries: AsyncIterable<Entry>, begin: EnterOptions["begin"]): AsyncGenerator<Entry> {
  for await (const entry of entries) {
    await begin(entry);
    yield entry;
  }
}

async function enter(desk: Desk, entry: Entry, underWay: ReadonlyMap<string, Promise<void>>): Promise<void> {
  const { journal } = desk;
  switch (entry.kind) {
    case "order":
      return journal.note(nameOf(entry), await enterOrder(desk, entry));
    case "cancellation":
      await Promise.all(entry.returns.map(({ invoice }) => underWay.get(invoice)));
      await enterCancellation(desk, entry);
      return journal.note(nameOf(entry));
    case "adjustment":
      await enterAdjustment(desk, entry);
      return journal.note(nameOf(entry));
  }
}
