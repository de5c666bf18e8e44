import { fromStripeAmount, toStripeAmount } from "./stripe-amount.ts";

test.each([
  ["EUR", 1290n, 1290],
  ["JPY", 500n, 500],
  ["HUF", 129_00n, 129_00],
  ["ISK", 500n, 50_000],
  ["UGX", 500n, 50_000],
  ["MGA", 500_00n, 500],
  ["KWD", 1_230n, 1_230],
  ["BHD", 10n, 10],
])("%s %p is %p at Stripe, and back", (currencyCode, minorUnits, amount) => {
  expect(toStripeAmount({ currencyCode, minorUnits })).toBe(amount);
  expect(fromStripeAmount(amount, currencyCode)).toBe(minorUnits);
});

test.each([
  ["KWD", 1_234n, "amount"],
  ["TND", 5n, "amount"],
  ["MGA", 501n, "amount"],
  ["CLF", 10_000n, "amount.currency_code"],
  ["UYW", 10_000n, "amount.currency_code"],
  ["EUR", 2n ** 60n, "amount"],
])("%s %p cannot be expressed and is refused, naming %s", (currencyCode, minorUnits, field) => {
  expect(() => toStripeAmount({ currencyCode, minorUnits })).toThrow(
    expect.objectContaining({ reason: "INVALID_REQUEST", fields: [expect.objectContaining({ field })] }),
  );
});
