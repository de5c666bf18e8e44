import type { AnyDesc, DescFile } from "@bufbuild/protobuf";
import { getComments } from "@bufbuild/protoplugin";

/** The comment above an element of a contract as one line; empty if there is none. */
export function commentOf(desc: Exclude<AnyDesc, DescFile>): string {
  return oneLine(getComments(desc).leading ?? "");
}

/** A Markdown table; `|` in a cell is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => oneLine(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A generated page: a title, a sentence on what it is, and sections, with the remark that nobody edits it. */
export function page(title: string, about: string, sections: readonly string[]): string {
  return `${[`# ${title}`, `${about} Written by \`make gen\`; do not edit.`, ...sections].join("\n\n")}\n`;
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, " ");
}
