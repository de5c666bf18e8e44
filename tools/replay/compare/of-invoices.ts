import { type Entry, type PricedUnits, worthOf } from "../plan/entry.ts";
import { type Figures, type FiguresByInvoice, figureNames, noFigures, plus, same } from "./figures.ts";
import { pounds } from "./table.ts";

/** Figures to be summed up by invoice. */
export interface InvoiceSums {
  add(invoice: string, figures: Partial<Figures>): void;
  readonly all: FiguresByInvoice;
}

export function createInvoiceSums(): InvoiceSums {
  const all = new Map<string, Figures>();
  return {
    add: (invoice, figures) => void all.set(invoice, plus(all.get(invoice) ?? noFigures, { ...noFigures, ...figures })),
    all,
  };
}

/** Adds what an entry comes to: sales and what is paid back for them by sale invoice, credits by their own. */
export function addEntry({ add }: InvoiceSums, entry: Entry): void {
  if (entry.kind === "order") add(entry.invoice, salesOf(entry.lines));
  if (entry.kind !== "cancellation") return;
  for (const { invoice, lines } of entry.returns) add(invoice, { refunds: worthOf(lines) });
  if (entry.credit.length > 0) add(entry.invoice, { credits: worthOf(entry.credit) });
}

function salesOf(lines: readonly PricedUnits[]): Partial<Figures> {
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0n);
  return { invoices: 1n, lines: BigInt(lines.length), units, gross: worthOf(lines) };
}

/** The invoices of which the market has something else than the file, in words. */
export function invoicesThatDiffer(file: FiguresByInvoice, market: FiguresByInvoice): readonly string[] {
  const invoices = [...new Set([...file.keys(), ...market.keys()])].toSorted();
  return invoices.flatMap((invoice) => {
    const [wanted, found] = [file.get(invoice), market.get(invoice) ?? noFigures];
    if (wanted === undefined) return [`the market has invoice "${invoice}", which the file does not have`];
    return same(wanted, found) ? [] : [`invoice ${invoice} ${differenceOf(wanted, found)}`];
  });
}

function differenceOf(wanted: Figures, found: Figures): string {
  if (wanted.invoices !== found.invoices) return `became ${found.invoices} orders, not ${wanted.invoices}`;
  const different = figureNames.filter((name) => wanted[name] !== found[name]);
  return `has ${different.map((name) => `${name} ${say(name, found)}, not ${say(name, wanted)}`).join("; ")}`;
}

function say(name: keyof Figures, figures: Figures): string {
  const isAmount = name === "gross" || name === "refunds" || name === "credits";
  return isAmount ? pounds(figures[name]) : String(figures[name]);
}
