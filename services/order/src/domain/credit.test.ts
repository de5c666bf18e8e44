import { aSoldVariant, euros, ids, later, noon } from "../../test/cart-builders.ts";
import { aCredit, aCreditEntry } from "../../test/credit-builders.ts";
import { bookCredit, checkCredit, creditDocument } from "./credit.ts";

const reason = (name: string, more = {}) => expect.objectContaining({ reason: name, ...more });
const createdBy = ids.next("usr");
const by = { createdBy, now: noon, ids };

test("lines are kept as they are given, and sum to the total", () => {
  const [mug, bowl] = [aSoldVariant(), aSoldVariant()];
  const line = (variantId: typeof mug.variantId, quantity: bigint, price: bigint) => ({
    ...{ variantId, quantity, unitPrice: euros(price) },
  });
  const lines = [line(mug.variantId, 2n, 750n), line(bowl.variantId, 1n, 0n), line(mug.variantId, 2n, 750n)];
  const credit = bookCredit(aCreditEntry({ lines, externalReference: "C536379" }), [bowl, mug], by);
  expect(credit.lines).toEqual([
    { ...lines[0], sku: mug.sku, name: mug.name, total: euros(1500n) },
    { ...lines[1], sku: bowl.sku, name: bowl.name, total: euros(0n) },
    { ...lines[2], sku: mug.sku, name: mug.name, total: euros(1500n) },
  ]);
  const times = { createTime: noon, businessTime: noon };
  expect(credit).toMatchObject({ total: euros(3000n), externalReference: "C536379", createdBy, ...times });
});

test("a credit happened when the staff says, in the past", () => {
  const variant = aSoldVariant();
  const lines = [{ variantId: variant.variantId, quantity: 1n, unitPrice: euros(1n) }];
  const earlier = new Date(0);
  const credit = bookCredit(aCreditEntry({ lines, businessTime: earlier }), [variant], by);
  expect(credit).toMatchObject({ businessTime: earlier, createTime: noon });
  expect(() => checkCredit(aCreditEntry({ businessTime: noon }), noon)).not.toThrow();
  expect(() => checkCredit(aCreditEntry({ businessTime: later }), noon)).toThrow(reason("BUSINESS_TIME_IN_FUTURE"));
});

test("a variant that is not known is named", () => {
  const entry = aCreditEntry();
  const [{ variantId } = { variantId: "" }] = entry.lines;
  expect(() => bookCredit(entry, [aSoldVariant()], by)).toThrow(
    reason("VARIANT_UNKNOWN", { metadata: { variant_id: variantId } }),
  );
});

test("amounts are in the currency of the credit", () => {
  const [first] = aCreditEntry().lines;
  if (first === undefined) throw new Error("no line");
  const dollars = { ...first, unitPrice: { currencyCode: "USD", minorUnits: 1n } };
  const fields = [expect.objectContaining({ field: "lines[1].unit_price.currency_code" })];
  expect(() => checkCredit(aCreditEntry({ lines: [first, dollars] }), noon)).toThrow(
    reason("INVALID_REQUEST", { fields }),
  );
  expect(() => checkCredit(aCreditEntry({ currencyCode: "DEM" }), noon)).toThrow(reason("CURRENCY_UNKNOWN"));
});

test("a total is so small that no sum of credits outgrows an int64", () => {
  const variant = aSoldVariant();
  const most = 10n ** 15n;
  const book = (...prices: bigint[]) => {
    const lines = prices.map((price) => ({ ...variant, quantity: 1n, unitPrice: euros(price) }));
    return bookCredit(aCreditEntry({ lines }), [variant], by);
  };
  expect(book(most - 1n, 1n).total).toEqual(euros(most));
  expect(() => book(most, 1n)).toThrow(reason("INVALID_REQUEST"));
});

test("the audit log tells who was credited which units at which price, and nothing in words", () => {
  const credit = aCredit({ externalReference: "C1" });
  const [line] = credit.lines;
  expect(creditDocument(credit)).toEqual({
    userId: undefined,
    currencyCode: "EUR",
    businessTime: noon,
    total: euros(1500n),
    lines: [{ variantId: line?.variantId, quantity: 2n, unitPrice: euros(750n) }],
  });
});
