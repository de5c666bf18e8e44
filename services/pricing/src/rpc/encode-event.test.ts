import * as proto from "#gen/grpc/ultramarket/pricing/v1/pricing_events.ts";
import { aPromotion, aPromotionContent, aTaxRule, eur, ids, noon } from "../../test/builders.ts";
import { createPromotion } from "../domain/create-promotion.ts";
import type { PricingEvent } from "../domain/events.ts";
import { type Price, priceSet } from "../domain/price.ts";
import { ratesChanged } from "../domain/tax-rate.ts";
import { setTaxRule } from "../domain/tax-rule.ts";
import { updatePromotion } from "../domain/update-promotion.ts";
import { encodePrice, encodePromotion, encodeTaxRule } from "./encode.ts";
import { encodeEvent } from "./encode-event.ts";

function encodeOne([event]: readonly PricingEvent[]) {
  if (event === undefined) throw new Error("no event");
  return { event, ...encodeEvent(event) };
}

test("a price that was set travels whole", () => {
  const price: Price = { variantId: ids.next("var"), price: eur(5), origin: "PRICE_LIST", updateTime: noon };
  const { event, subject, payload } = encodeOne([priceSet(price, 3)]);
  expect(event).toMatchObject({ key: price.variantId, version: 3 });
  expect(subject).toBe("pricing.v1.price_set");
  expect(proto.PriceSet.decode(payload)).toEqual({ price: encodePrice(price) });
});

test("created and updated promotions travel whole, with changed fields as the proto names them", () => {
  const { next, events } = createPromotion(aPromotionContent({ amountOff: eur(5) }), noon, ids);
  const creation = encodeOne(events);
  expect(creation.subject).toBe("pricing.v1.promotion_created");
  expect(proto.PromotionCreated.decode(creation.payload)).toEqual({ promotion: encodePromotion(next) });
  const change = { amountOff: eur(6), name: next.name, endTime: undefined };
  const updated = updatePromotion(next, change, "1", noon);
  const update = encodeOne(updated.events);
  expect(update).toMatchObject({ subject: "pricing.v1.promotion_updated", event: { version: 2 } });
  expect(proto.PromotionUpdated.decode(update.payload)).toEqual({
    promotion: encodePromotion(updated.next),
    changedFields: ["amount_off"],
  });
});

test("a tax rule travels whole", () => {
  const { next, events } = setTaxRule(
    undefined,
    "DE",
    { name: "VAT", rateHundredths: 1900, inclusive: true },
    "",
    noon,
  );
  const { subject, payload } = encodeOne(events);
  expect(subject).toBe("pricing.v1.tax_rule_set");
  expect(proto.TaxRuleSet.decode(payload)).toEqual({ taxRule: encodeTaxRule(next) });
});

test("rates of a country travel whole, with its rule", () => {
  const [set, removed] = [
    [{ taxClass: "reduced", regionCode: "ON", rateHundredths: 1300, name: "HST" }],
    [{ taxClass: "books", regionCode: "", rateHundredths: 0, name: "" }],
  ];
  const { next, events } = ratesChanged(aTaxRule(), set, removed, noon);
  const { subject, payload } = encodeOne(events);
  expect(subject).toBe("pricing.v1.tax_rates_changed");
  expect(proto.TaxRatesChanged.decode(payload)).toEqual({ taxRule: encodeTaxRule(next), set, removed });
});

test("what changes nothing sends no event", () => {
  const promotion = aPromotion();
  const { name } = promotion;
  expect(updatePromotion(promotion, { name }, "", noon)).toEqual({ next: promotion, events: [] });
  const { countryCode, version: _, updateTime: __, ...content } = aTaxRule();
  expect(setTaxRule(aTaxRule(), countryCode, content, "", noon)).toEqual({ next: aTaxRule(), events: [] });
});
