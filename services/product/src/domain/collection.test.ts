import { aProduct, aVariantDraft, ids, noon } from "../../test/builders.ts";
import { isSameValue } from "./attribute.ts";
import { type CollectionRule, createCollection, fits, updateCollection } from "./collection.ts";

const reason = (name: string) => expect.objectContaining({ reason: name });
const eur = (minorUnits: bigint) => ({ currencyCode: "EUR", minorUnits });
const anything: CollectionRule = { categoryIds: [], brandIds: [], tags: [], attributes: [], price: undefined };
const width = (text: string, unit = "cm") => ({ code: "width", values: [{ type: "MEASURE", text, unit } as const] });

test.each([
  [{ price: { from: eur(1_290n), to: eur(1_290n) } }, true],
  [{ price: { from: eur(1_291n), to: undefined } }, false],
  [{ price: { from: undefined, to: eur(1_289n) } }, false],
  [{ price: { from: { currencyCode: "USD", minorUnits: 0n }, to: undefined } }, false],
  [{ attributes: [width("10.0")] }, true],
  [{ attributes: [width("10", "in")] }, false],
  [{ attributes: [width("10"), { ...width("10"), code: "height" }] }, false],
  [{ tags: ["gift"] }, true],
  [{ tags: ["gift", "sale"] }, false],
])("a rule of %p fits: %p", (rule, wanted) => {
  const variants = [{ ...aVariantDraft({ typedAttributes: [width("10")] }), variantId: ids.next("var") }];
  expect(fits({ ...anything, ...rule }, aProduct({ variants, tags: ["gift"] }), new Set())).toBe(wanted);
});

test.each([
  ["1.50", "1.5", true],
  ["01", "1.0", true],
  ["-0.5", "0.5", false],
  ["10", "1", false],
])("the decimals %s and %s are the same: %p", (one, other, same) => {
  expect(isSameValue({ type: "DECIMAL", text: one }, { type: "DECIMAL", text: other })).toBe(same);
});

test("a collection has products by hand or a rule; a new rule makes it fill again, a new name does not", () => {
  const draft = { name: "Gifts", slug: "", description: "", productIds: [], rule: undefined };
  const { next: byHand } = createCollection(draft, noon, ids);
  expect(byHand).toMatchObject({ slug: "gifts", filling: false, version: 1 });
  const { next: ruled } = updateCollection(byHand, { rule: { ...anything, tags: ["gift"] } }, "1", noon);
  expect(ruled.filling).toBe(true);
  const filled = { ...ruled, filling: false };
  expect(updateCollection(filled, { name: "Presents" }, "", noon).next.filling).toBe(false);
  expect(updateCollection(filled, { name: "Gifts" }, "", noon)).toEqual({ next: filled, events: [] });
  expect(() => updateCollection(ruled, { productIds: [ids.next("prd")] }, "", noon)).toThrow(reason("INVALID_REQUEST"));
  expect(() => updateCollection(ruled, {}, "1", noon)).toThrow(reason("ETAG_MISMATCH"));
});
