/** Fields that are bigint in the domain and decimal text in JSON, which has no numbers of that size. */
const amounts: ReadonlySet<string> = new Set(["minorUnits", "quantity"]);

/** JSON of plain data with amounts of money and quantities. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? each.toString() : each));
}

/** What `toJson` was given; times stay text. */
export function fromJson<T>(text: string): T {
  return JSON.parse(text, (key, each: unknown) => (amounts.has(key) ? BigInt(each as string) : each)) as T;
}
