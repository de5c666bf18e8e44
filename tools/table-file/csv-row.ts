/** A line of CSV, its end included (RFC 4180, with LF). */
export function csvRow(cells: readonly (string | number | bigint)[]): string {
  return `${cells.map(cell).join(",")}\n`;
}

function cell(value: string | number | bigint): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
