import { type Money, money, type RequestKey } from "#mesh/kernel";
import type { PriceStore, PromotionStore, TaxRuleStore, TermsReader } from "../src/app/ports.ts";
import { choosePrice } from "../src/domain/choose-price.ts";
import { createPromotion } from "../src/domain/create-promotion.ts";
import type { PriceDraft, ProductId, VariantId } from "../src/domain/price.ts";
import type { PromotionContent } from "../src/domain/promotion.ts";
import { setTaxRule } from "../src/domain/tax-rule.ts";
import { updatePromotion } from "../src/domain/update-promotion.ts";
import { aCode, afterNoon, aLine, anOffer, aPromotionContent, aPurchase, eur, ids, noon, taxesBy } from "./builders.ts";

export interface PricingStores {
  readonly prices: PriceStore;
  readonly promotions: PromotionStore;
  readonly taxRules: TaxRuleStore;
  readonly terms: TermsReader;
  /** The versions of the events of a key, oldest first. */
  versionsOf(key: string): Promise<readonly number[]>;
}

/** What every engine that keeps prices, promotions and tax rules must do. */
export function pricingStoresContract(stores: () => PricingStores): void {
  const reason = (name: string) => expect.objectContaining({ reason: name });
  const aRequest = (): RequestKey => ({ caller: "usr_1", method: "/Set", key: ids.uuid(), hash: "a" });

  const readTerms = (change: Parameters<typeof aPurchase>[0], now = noon) =>
    stores().terms.read(aPurchase(change), now);
  const pricesOf = async (variantIds: readonly VariantId[], currencyCode = "EUR", now = noon) => {
    const lines = variantIds.map((variantId) => aLine({ variantId }));
    const { candidates } = await readTerms({ currencyCode, lines }, now);
    return variantIds.map(
      (variantId) => choosePrice(candidates.get(variantId) ?? [], 1n, currencyCode)?.price.minorUnits,
    );
  };

  function aProduct(count: number, productId: ProductId = ids.next("prd")) {
    const variantIds = Array.from({ length: count }, () => ids.next("var"));
    const keep = (version: bigint, amounts: readonly (Money | undefined)[], now = noon) => {
      const prices = variantIds.flatMap((variantId, index): PriceDraft[] => {
        const price = amounts[index];
        return price === undefined ? [] : [{ variantId, price }];
      });
      return stores().prices.keepCatalogue({ productId, version, prices }, now);
    };
    const keepAhead = (price: Money, now = noon) =>
      stores().prices.keepAhead(
        variantIds.map((variantId) => ({ variantId, productId, price })),
        now,
        new Date(now.getTime() + 1000),
      );
    return { variantIds, keep, keepAhead };
  }

  test("a product's prices are those of its newest version, in whatever order and however often versions come", async () => {
    const { variantIds, keep } = aProduct(2);
    await keep(2n, [eur(10), eur(20)]);
    await keep(1n, [eur(1), eur(2)]);
    await keep(2n, [eur(1), eur(2)]);
    expect(await pricesOf(variantIds)).toEqual([10n, 20n]);
    await keep(3n, [money(30n, "USD"), eur(40)]);
    expect(await pricesOf(variantIds)).toEqual([undefined, 40n]);
    expect(await pricesOf(variantIds, "USD")).toEqual([30n, undefined]);
  });

  test("a variant that was removed has no price, also when an older version comes late", async () => {
    const { variantIds, keep } = aProduct(2);
    await keep(1n, [eur(10), eur(20)]);
    await keep(3n, [undefined, eur(20)]);
    await keep(2n, [eur(10), eur(20)]);
    expect(await pricesOf(variantIds)).toEqual([undefined, 20n]);
    await keep(4n, []);
    expect(await pricesOf(variantIds)).toEqual([undefined, undefined]);
  });

  test("versions of one product that race leave the newest", async () => {
    const { variantIds, keep } = aProduct(1);
    await Promise.all(Array.from({ length: 20 }, (_, index) => keep(BigInt(index + 1), [eur(index + 1)])));
    expect(await pricesOf(variantIds)).toEqual([20n]);
  });

  test("a price read ahead counts for its time, and yields to what the product's event tells", async () => {
    const { variantIds, keep, keepAhead } = aProduct(1);
    await keepAhead(eur(5));
    await keepAhead(eur(6));
    expect(await pricesOf(variantIds)).toEqual([6n]);
    expect(await pricesOf(variantIds, "EUR", afterNoon(1))).toEqual([undefined]);
    await keepAhead(eur(7), afterNoon(1));
    expect(await pricesOf(variantIds, "EUR", afterNoon(1))).toEqual([7n]);
    await keep(1n, [eur(8)]);
    await keepAhead(eur(9));
    expect(await pricesOf(variantIds, "EUR", afterNoon(2))).toEqual([8n]);
    const archived = aProduct(1);
    await archived.keepAhead(eur(5));
    await archived.keep(2n, []);
    expect(await pricesOf(archived.variantIds)).toEqual([undefined]);
  });

  test("the list's price goes before the catalogue's, in its currency", async () => {
    const { variantIds, keep } = aProduct(2);
    const [variantId = ids.next("var")] = variantIds;
    await keep(1n, [eur(10), eur(20)]);
    await stores().prices.set([{ variantId, price: eur(7) }], noon);
    await stores().prices.set([{ variantId, price: money(8n, "USD") }], afterNoon(1));
    expect(await pricesOf(variantIds)).toEqual([7n, 20n]);
    expect(await pricesOf(variantIds, "USD")).toEqual([8n, undefined]);
    await keep(2n, []);
    expect(await pricesOf(variantIds)).toEqual([7n, undefined]);
  });

  test("the prices that count are listed by currency, page by page", async () => {
    const { variantIds, keep } = aProduct(1);
    const [variantId = ids.next("var")] = variantIds;
    await keep(1n, [eur(10)]);
    await stores().prices.set([{ variantId, price: money(8n, "USD") }], afterNoon(1));
    const stated = { variantId, price: eur(10), origin: "CATALOGUE", updateTime: noon };
    const listed = { variantId, price: money(8n, "USD"), origin: "PRICE_LIST", updateTime: afterNoon(1) };
    const first = await stores().prices.page(variantId, undefined, 1, noon);
    expect(first).toEqual({ items: [stated], nextKey: "EUR" });
    expect(await stores().prices.page(variantId, "EUR", 1, noon)).toEqual({ items: [listed], nextKey: undefined });
    await stores().prices.set([{ variantId, price: eur(9) }], noon);
    const { items } = await stores().prices.page(variantId, undefined, 9, noon);
    expect(items.map(({ price, origin }) => [price.minorUnits, origin])).toEqual([
      [9n, "PRICE_LIST"],
      [8n, "PRICE_LIST"],
    ]);
  });

  test("each price that is set is the next version of its variant, also in a race", async () => {
    const [first, second] = [ids.next("var"), ids.next("var")];
    const set = (variantId: VariantId, price: Money) => ({ variantId, price });
    const drafts = [set(first, eur(1)), set(second, eur(2)), set(first, money(3n, "USD"))];
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => stores().prices.set(index % 2 ? drafts : drafts.toReversed(), noon)),
    );
    expect(await stores().versionsOf(first)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(await stores().versionsOf(second)).toEqual(Array.from({ length: 10 }, (_, index) => index + 1));
  });

  test("every digit of the largest price is kept", async () => {
    const variantId = ids.next("var");
    await stores().prices.set([{ variantId, price: eur(2n ** 63n - 1n) }], noon);
    expect(await pricesOf([variantId])).toEqual([2n ** 63n - 1n]);
  });

  test("a repeat under one request key sets prices once", async () => {
    const request = aRequest();
    const draft = { variantId: ids.next("var"), price: eur(5) };
    const first = await stores().prices.set([draft], noon, request);
    expect(await stores().prices.set([draft], afterNoon(1), request)).toEqual(first);
    expect(await stores().versionsOf(draft.variantId)).toEqual([1]);
  });

  const create = (change: Partial<PromotionContent> = {}, now = noon) =>
    stores().promotions.create(() => createPromotion(aPromotionContent(change), now, ids));
  const end = ({ promotionId }: { promotionId: `pro_${string}` }, endTime: Date | undefined, now = noon) =>
    stores().promotions.change(promotionId, (promotion) => updatePromotion(promotion, { endTime }, "", now));

  test("a promotion comes back as created and changed, by id, in lists and in the terms of a purchase", async () => {
    const promotion = await create({ amountOff: eur(5), minSubtotal: eur(6), startTime: noon, endTime: afterNoon(2) });
    const { promotionId, couponCode } = promotion;
    expect(await stores().promotions.find(promotionId)).toEqual(promotion);
    const changed = await end(promotion, undefined);
    expect(await stores().promotions.find(promotionId)).toEqual(changed);
    expect((await readTerms({ couponCodes: [couponCode.toLowerCase()] })).offers).toEqual([anOffer(changed)]);
    expect(await end(promotion, undefined)).toEqual(changed);
    const other = await create();
    const first = await stores().promotions.page(undefined, 1);
    expect(first.items).toEqual([other]);
    expect((await stores().promotions.page(first.nextKey, 1)).items).toEqual([changed]);
    expect(await stores().promotions.find(ids.next("pro"))).toBeUndefined();
    await expect(end({ promotionId: ids.next("pro") }, noon)).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
  });

  test("of ten that ask for one code at once, one gets it", async () => {
    const couponCode = aCode();
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => create({ couponCode })));
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(refusals).toEqual(Array.from({ length: 9 }, () => reason("COUPON_CODE_TAKEN")));
  });

  test("a code goes from a promotion that has ended to the next, and back when that has ended too", async () => {
    const couponCode = aCode();
    const first = await create({ couponCode, endTime: afterNoon(1) });
    await expect(create({ couponCode }, afterNoon(0.5))).rejects.toThrow(reason("COUPON_CODE_TAKEN"));
    const second = await create({ couponCode, endTime: afterNoon(3) }, afterNoon(2));
    expect((await readTerms({ couponCodes: [couponCode] })).offers).toEqual([anOffer(second)]);
    await expect(end(first, afterNoon(9), afterNoon(2))).rejects.toThrow(reason("COUPON_CODE_TAKEN"));
    const again = await end(first, afterNoon(9), afterNoon(4));
    expect((await readTerms({ couponCodes: [couponCode] })).offers).toEqual([anOffer(again)]);
  });

  test("the terms of a purchase hold each promotion its codes name, the country's tax rule, and no other", async () => {
    const [first, second] = [await create(), await create()];
    const [french, spanish] = [await setRule("FR", 2000), await setRule("ES", 2100)];
    const couponCodes = [second.couponCode, "NEVER", first.couponCode];
    const { offers, taxes } = await readTerms({ couponCodes, countryCode: "FR" });
    const promotions = offers.map(({ promotion }) => promotion);
    expect(promotions.toSorted((a, b) => (a.promotionId < b.promotionId ? -1 : 1))).toEqual([first, second]);
    expect(taxes).toEqual(taxesBy(french));
    expect(await readTerms({ countryCode: "ES" })).toEqual({
      candidates: new Map(),
      currencyRates: [],
      offers: [],
      taxes: taxesBy(spanish),
    });
    expect((await readTerms({ countryCode: "AQ" })).taxes).toBeUndefined();
  });

  const setRule = (countryCode: string, rateHundredths: number, etag = "") =>
    stores().taxRules.set(countryCode, (present) =>
      setTaxRule(present, countryCode, { name: "VAT", rateHundredths, inclusive: true }, etag, noon),
    );

  test("of ten that set a country's first rule at once, each is a version of it", async () => {
    await Promise.all(Array.from({ length: 10 }, (_, index) => setRule("IT", 1000 + index)));
    expect(await stores().versionsOf("IT")).toEqual(Array.from({ length: 10 }, (_, index) => index + 1));
    await expect(setRule("IT", 2200, "9")).rejects.toThrow(reason("ETAG_MISMATCH"));
  });

  test("a rule that was refused leaves none behind, and rules are listed by country", async () => {
    await expect(setRule("PL", 2300, "0")).rejects.toThrow(reason("ETAG_MISMATCH"));
    const [nl, pt] = [await setRule("NL", 2100), await setRule("PT", 2300)];
    const first = await stores().taxRules.page("MZ", 1);
    expect(first).toEqual({ items: [nl], nextKey: "NL" });
    expect(await stores().taxRules.page(first.nextKey, 1)).toMatchObject({ items: [pt] });
  });
}
