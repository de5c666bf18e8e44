import {
  aDraftEntry,
  aDraftOrder,
  anAddress,
  aSoldVariant,
  euros,
  ids,
  later,
  noon,
} from "../../test/cart-builders.ts";
import { draftCreated } from "./audit.ts";
import { destinationOf } from "./cart-purchase.ts";
import { discardDraftOrder } from "./draft-order.ts";
import { checkEntry, createDraftOrder, draftPurchaseOf, linesOf } from "./draft-order-entry.ts";

const reason = (name: string, metadata = {}) =>
  expect.objectContaining({ reason: name, metadata: expect.objectContaining(metadata) });
const entry = (...lines: [variantId: `var_${string}`, quantity: bigint, price?: bigint][]) =>
  aDraftEntry({
    lines: lines.map(([variantId, quantity, price]) => ({
      variantId,
      quantity,
      manualUnitPrice: price === undefined ? undefined : euros(price),
    })),
  });

test("a draft has one line for each variant and price", () => {
  const [mug, bowl] = [aSoldVariant(), aSoldVariant()];
  const { lines } = entry(
    [mug.variantId, 1n, 900n],
    [bowl.variantId, 1n],
    [mug.variantId, 2n],
    [mug.variantId, 3n, 900n],
    [mug.variantId, 1n, 0n],
  );
  const made = linesOf(lines, [bowl, mug], ids);
  expect(made.map(({ sku, quantity, manualUnitPrice }) => [sku, quantity, manualUnitPrice?.minorUnits])).toEqual([
    [mug.sku, 4n, 900n],
    [bowl.sku, 1n, undefined],
    [mug.sku, 2n, undefined],
    [mug.sku, 1n, 0n],
  ]);
  expect(new Set(made.map(({ lineId }) => lineId)).size).toBe(4);
});

test("a variant that is not for sale is refused", () => {
  const { variantId } = aSoldVariant();
  const refused = reason("VARIANT_UNAVAILABLE", { variant_id: variantId });
  expect(() => linesOf(entry([variantId, 1n]).lines, [], ids)).toThrow(refused);
});

test("a line takes a million units at one price and no more", () => {
  const variant = aSoldVariant();
  const lines = (more: bigint) =>
    linesOf(entry([variant.variantId, 999_999n], [variant.variantId, more]).lines, [variant], ids);
  expect(lines(1n)).toMatchObject([{ quantity: 1_000_000n }]);
  expect(() => lines(2n)).toThrow(reason("INVALID_REQUEST"));
});

test("amounts are in the currency of the draft", () => {
  const { variantId } = aSoldVariant();
  const dollars = { currencyCode: "USD", minorUnits: 1n };
  const lines = [
    { variantId, quantity: 1n },
    { variantId, quantity: 1n, manualUnitPrice: dollars },
  ];
  const fields = (...names: string[]) => ({ fields: names.map((field) => expect.objectContaining({ field })) });
  expect(() => checkEntry(aDraftEntry({ lines, shippingPrice: dollars }), noon)).toThrow(
    expect.objectContaining({
      reason: "INVALID_REQUEST",
      ...fields("lines[1].unit_price.currency_code", "shipping_price.currency_code"),
    }),
  );
  expect(() => checkEntry(aDraftEntry({ currencyCode: "DEM" }), noon)).toThrow(reason("CURRENCY_UNKNOWN"));
});

test("a purchase happened in the past", () => {
  const check = (businessTime: Date) => () => checkEntry(aDraftEntry({ businessTime }), noon);
  expect(check(noon)).not.toThrow();
  expect(check(later)).toThrow(reason("BUSINESS_TIME_IN_FUTURE"));
});

test("pricing is told the staff's prices, the country and the price of shipping", () => {
  const variant = aSoldVariant();
  const asked = { ...entry([variant.variantId, 2n, 900n]), shippingAddress: anAddress(), shippingPrice: euros(300n) };
  const [line] = linesOf(asked.lines, [variant], ids);
  expect(draftPurchaseOf(asked, line ? [line] : [])).toEqual({
    currencyCode: "EUR",
    userId: asked.userId,
    ...destinationOf(anAddress()),
    lines: [{ lineId: line?.lineId, variantId: variant.variantId, quantity: 2n, manualUnitPrice: euros(900n) }],
    couponCodes: [],
    shippingPrice: euros(300n),
    shippingMethodId: "",
  });
});

test("a line without a price is refused", () => {
  const { lines, quote, createdBy } = aDraftOrder();
  const [line] = lines;
  const unpriced = { ...quote, unpricedLineIds: [line?.lineId ?? ""] };
  expect(() => createDraftOrder(aDraftEntry(), lines, unpriced, { createdBy, now: noon, ids })).toThrow(
    reason("VARIANT_UNAVAILABLE", { variant_id: line?.variantId }),
  );
});

test("an open draft is discarded, once; what was or is being placed is not", () => {
  const orderId = ids.next("ord");
  const discarded = discardDraftOrder(aDraftOrder(), later);
  expect(discarded).toMatchObject({ state: "DISCARDED", updateTime: later });
  const refused = (draft: object, metadata: object) =>
    expect(() => discardDraftOrder(aDraftOrder(draft), later)).toThrow(reason("DRAFT_NOT_OPEN", metadata));
  refused({ state: "DISCARDED" }, { state: "DISCARDED" });
  refused({ state: "PLACED", orderId }, { state: "PLACED", order_id: orderId });
  refused({ placingOrderId: orderId }, { state: "OPEN", order_id: orderId });
});

test("the audit entry of a draft tells who set which prices, and nothing personal", () => {
  const draft = aDraftOrder({ email: "ada@example.org", shippingAddress: anAddress(), businessTime: noon });
  const entry = draftCreated(draft);
  expect(entry).toMatchObject({ actor: draft.createdBy, action: "DRAFT_CREATED", reason: draft.reason });
  expect(entry.document).toMatchObject({
    businessTime: noon,
    total: euros(1800n),
    lines: [{ manualUnitPrice: euros(900n), quantity: 2n }],
  });
  expect(Object.keys(entry.document)).not.toEqual(expect.arrayContaining(["email"]));
  expect(Object.keys(entry.document)).not.toEqual(expect.arrayContaining(["shippingAddress"]));
});
