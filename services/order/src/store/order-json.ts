/** JSON of what the service keeps: bigint as decimal text, under the names that hold amounts and quantities. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (typeof item === "bigint" ? item.toString() : item));
}

const amounts = new Set(["minorUnits", "quantity", "unsentQuantity", "from"]);

/** What `toJson` wrote: amounts are bigint again, and fields whose names end in "Time" are dates. */
export function fromJson<T>(text: string): T {
  return JSON.parse(text, (key, value: unknown) => {
    if (typeof value !== "string") return value;
    if (amounts.has(key)) return BigInt(value);
    return key.endsWith("Time") ? new Date(value) : value;
  }) as T;
}
