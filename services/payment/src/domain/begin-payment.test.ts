import { aPaymentDraft, ids, noon } from "../../test/builders.ts";
import { beginPayment, externalPayment, sameAs } from "./begin-payment.ts";

const draft = aPaymentDraft();
const known = beginPayment(draft, noon);

test("a repeat is the payment that is known, however far it has come and whatever page it returns to", () => {
  const authorized = { ...known, state: "AUTHORIZED" as const, reference: "pi_1", version: 2 };
  expect(sameAs({ ...known, returnUrl: "https://shop.example/other" }, authorized)).toBe(authorized);
});

test.each([
  ["another order", { orderId: ids.next("ord") }],
  ["another user", { userId: ids.next("usr") }],
  ["another amount", { amount: { currencyCode: "EUR", minorUnits: 1291n } }],
  ["another currency", { amount: { currencyCode: "USD", minorUnits: 1290n } }],
  ["another means of payment", { paymentMethod: "pm_card_mastercard" }],
])("the id with %s is refused with PAYMENT_ID_TAKEN", (_, change) => {
  const asked = beginPayment({ ...draft, ...change }, noon);
  expect(() => sameAs(asked, known)).toThrow(expect.objectContaining({ reason: "PAYMENT_ID_TAKEN" }));
});

test("a payment outside of the market is captured in full, and is another with another reference", () => {
  const { paymentId, orderId, amount } = draft;
  const external = externalPayment({ paymentId, orderId, amount, reference: "R-1" }, noon);
  expect(external).toMatchObject({ state: "CAPTURED", captured: 1290n, provider: "EXTERNAL", userId: "" });
  const other = externalPayment({ paymentId, orderId, amount, reference: "R-2" }, noon);
  expect(() => sameAs(other, external)).toThrow(expect.objectContaining({ reason: "PAYMENT_ID_TAKEN" }));
});
