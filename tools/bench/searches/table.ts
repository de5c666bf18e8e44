import { round } from "../report/table.ts";
import type { SizedCosts } from "./measure.ts";

const titleWidth = 38;
const cellWidth = 30;

/** A line for each way of asking: its CPU and buffers at each size, and how they grow from the first to the last. */
export function searchTable(sizes: readonly SizedCosts[]): string {
  const [first] = sizes;
  const head = sizes.map(({ products }) => `${products.toLocaleString("en-US")} products`);
  const rows = first?.costs.map(({ title }) => [`  ${title}`, ...cellsOf(sizes, title)]) ?? [];
  const growth = sizes.length > 1 ? ["growth"] : [];
  const title = "A search, its first page with facets";
  return [[title, ...head, ...growth], ...rows].map(line).join("\n");
}

function cellsOf(sizes: readonly SizedCosts[], title: string): readonly string[] {
  const costs = sizes.flatMap(({ costs }) => costs.filter((cost) => cost.title === title));
  const cpu = costs.map(({ postgresMs, serviceMs }) => postgresMs + serviceMs);
  const cells = costs.map(({ buffers }, index) => `${round(cpu[index] ?? 0)} ms CPU, ${buffers} buffers`);
  return costs.length > 1 ? [...cells, `${round((cpu.at(-1) ?? 0) / (cpu[0] ?? 1))}x`] : cells;
}

function line([title = "", ...cells]: readonly string[]): string {
  return `${title.padEnd(titleWidth)}${cells.map((text) => text.padEnd(cellWidth)).join("")}`.trimEnd();
}
