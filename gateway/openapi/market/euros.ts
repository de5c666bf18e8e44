/** An amount in euro as ProtoJSON writes it; `cents` is its minor unit. */
export function euros(cents: number) {
  return { currencyCode: "EUR", minorUnits: String(cents) };
}
