import { readOnlineRetail } from "../../online-retail/mod.ts";
import type { Progress, RowError } from "../../table-file/mod.ts";
import { type DaysOnDisk, openDaysOnDisk } from "./days-on-disk.ts";
import { createMatcher } from "./match-cancellations.ts";
import { type DayPlan, planDay } from "./plan-day.ts";
import { contains, dayOf, type Window } from "./window.ts";

/** A file read and sorted for a replay. */
export interface SortedFile {
  /** Rows of the file in the window. */
  readonly rows: number;
  readonly rowErrors: readonly RowError[];
  /** Days that have lines. */
  readonly days: readonly string[];
  /** Plans the days from the first on: cancellations look at what was sold before them in the window. */
  plan(): AsyncGenerator<DayPlan>;
  remove(): Promise<void>;
}

export interface SortOptions {
  readonly file: string;
  readonly window: Window;
  /** Where the sorted lines lie meanwhile. */
  readonly folder: string;
  readonly progress?: Progress;
}

/** Reads the window's lines of a file into a store by day. Rows with errors are left out and told. */
export async function sortFile({ file, window, folder, progress }: SortOptions): Promise<SortedFile> {
  const store = await openDaysOnDisk(folder);
  const rowErrors: RowError[] = [];
  let rows = 0;
  for await (const row of readOnlineRetail(file, { ...(progress && { progress }) })) {
    if ("errors" in row) rowErrors.push(...row.errors);
    else if (contains(window, dayOf(row.line.time))) {
      rows += 1;
      await store.add(row.line);
    }
  }
  const days = await store.days();
  return { rows, rowErrors, days, plan: () => planDays(store, days), remove: store.remove };
}

async function* planDays(store: DaysOnDisk, days: readonly string[]): AsyncGenerator<DayPlan> {
  const matcher = createMatcher();
  for (const day of days) yield planDay(day, await store.linesOf(day), matcher);
}
