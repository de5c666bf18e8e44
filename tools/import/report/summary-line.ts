/** A line of a summary: what is counted, and how many. */
export function summaryLine(what: string, figure: number | bigint | string): string {
  return `${what.padEnd(20)}${typeof figure === "string" ? figure : figure.toLocaleString("en")}`;
}
