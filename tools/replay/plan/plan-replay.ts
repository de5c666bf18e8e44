import { isServiceCode, type RetailLine, type RetailRow, readOnlineRetail } from "../../online-retail/mod.ts";
import type { Progress, RowError } from "../../table-file/mod.ts";
import { type DaysOnDisk, openDaysOnDisk } from "./days-on-disk.ts";
import { createInvoiceDays } from "./invoice-days.ts";
import { createMatcher } from "./match-cancellations.ts";
import { type DayPlan, planDay } from "./plan-day.ts";
import { contains, type Window } from "./window.ts";

/** A file read and sorted for a replay. */
export interface SortedFile {
  /** Rows of the file in the window. */
  readonly rows: number;
  readonly rowErrors: readonly RowError[];
  /** Rows of those that are entered; the others are only told of. */
  readonly enteredRows: number;
  /** Stock codes of lines that are entered. */
  readonly codes: ReadonlySet<string>;
  /** Customers of lines that are entered. */
  readonly customers: ReadonlySet<string>;
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
  try {
    const read = await fill(store, readOnlineRetail(file, { ...(progress && { progress }) }), window);
    const days = await store.days();
    return { ...read, days, plan: () => planDays(store, days), remove: store.remove };
  } catch (error) {
    await store.remove();
    throw error;
  }
}

async function fill(store: DaysOnDisk, file: AsyncIterable<RetailRow>, window: Window) {
  const dayOfInvoice = createInvoiceDays();
  const rowErrors: RowError[] = [];
  const names = createNames();
  let [rows, enteredRows] = [0, 0];
  for await (const row of file) {
    if ("errors" in row) {
      rowErrors.push(...row.errors);
      continue;
    }
    const day = dayOfInvoice(row.line);
    if (!contains(window, day)) continue;
    rows += 1;
    await store.add(day, row.line);
    if (!isEntered(row.line)) continue;
    enteredRows += 1;
    names.add(row.line);
  }
  return { rows, enteredRows, rowErrors, codes: names.codes, customers: names.customers };
}

/** False for what is only told of. */
function isEntered({ kind, code }: RetailLine): boolean {
  if (kind === "adjustment") return !isServiceCode(code);
  return kind !== "free" && kind !== "bad-debt";
}

function createNames() {
  const [codes, customers] = [new Set<string>(), new Set<string>()];
  return {
    codes,
    customers,
    add({ code, customer }: RetailLine) {
      codes.add(code);
      if (customer !== "") customers.add(customer);
    },
  };
}

async function* planDays(store: DaysOnDisk, days: readonly string[]): AsyncGenerator<DayPlan> {
  const matcher = createMatcher();
  for (const day of days) yield planDay(day, await store.linesOf(day), matcher);
}
