import type { Count } from "../counts/counted.ts";
import type { Figure } from "../figures/figure.ts";
import type { Ratio, Result, SectionResult } from "./judge.ts";

const titleWidth = 42;
const cellWidth = 18;
const columns = ["a", "b", "c"] as const;

/** The table of ratios: "2.10 (1.9-2.4)" is the median of the rounds and between what they lie. */
export function ratioTable(sections: readonly SectionResult[]): string {
  const head = [...columns.map((label) => `/ (${label})`), "PostgreSQL / (c)", "target"];
  const lines = [line("CPU per request, as a ratio", head)];
  for (const { title, results } of sections) {
    const others = new Set(results.flatMap(({ ratios }) => ratios.map(({ label }) => label)));
    const isPaired = others.has("without") || others.has("at 1x");
    lines.push("", isPaired ? line(title, [`/ ${[...others].join()}`, "", "", "", "target"]) : title);
    lines.push(...results.map((result) => (isPaired ? pairedLine(result) : resultLine(result))));
  }
  return lines.join("\n");
}

/** The table of ratios to (a) and (b), with the CPU time itself in microseconds. */
export function costTable(sections: readonly SectionResult[]): string {
  const lines = [line("CPU per call", ["/ (a)", "/ (b)", "microseconds", "target"])];
  for (const { title, results } of sections) {
    lines.push("", title);
    for (const { title, ratios, cpuUs, voided } of results) {
      const cells = (["a", "b"] as const).map((label) => cell(ratios.find((ratio) => ratio.label === label)?.figure));
      lines.push(line(`  ${title}`, [...cells, cell(cpuUs), verdict(ratios), remark(voided)]));
    }
  }
  return lines.join("\n");
}

export function countTable(counts: readonly Count[]): string {
  const lines = counts.map(({ title, value, target }) => {
    const verdict = target === undefined ? "" : `<= ${target}  ${value <= target ? "holds" : "MISSED"}`;
    return `  ${title.padEnd(60)} ${round(value).padStart(7)}   ${verdict}`.trimEnd();
  });
  return ["Counts", ...lines].join("\n");
}

function resultLine({ title, ratios, postgres, voided }: Result): string {
  const cells = columns.map((label) => cell(ratios.find((ratio) => ratio.label === label)?.figure));
  return line(`  ${title}`, [...cells, cell(postgres), verdict(ratios), remark(voided)]);
}

function pairedLine({ title, ratios, voided }: Result): string {
  const [only] = ratios;
  return line(`  ${title}`, [cell(only?.figure), "", "", "", verdict(ratios), remark(voided)]);
}

function remark(voided: number): string {
  return voided > 0 ? `${voided} void` : "";
}

function verdict(ratios: readonly Ratio[]): string {
  const bound = ratios.find(({ target }) => target !== undefined);
  if (bound === undefined) return "";
  return `(${bound.label}) <= ${bound.target}  ${bound.verdict}`;
}

function cell(figure: Figure | undefined): string {
  return figure === undefined ? "-" : `${round(figure.median)} (${round(figure.low)}-${round(figure.high)})`;
}

export function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function line(title: string, cells: readonly string[]): string {
  return `${title.padEnd(titleWidth)}${cells.map((text) => text.padEnd(cellWidth)).join("")}`.trimEnd();
}
