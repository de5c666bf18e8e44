import {
  PersonErased,
  PriceListCreated,
  PriceListDeleted,
  PriceListEntriesChanged,
  PriceListUpdated,
  PriceSet,
  PromotionCreated,
  PromotionUpdated,
  TaxRatesChanged,
  TaxRuleSet,
} from "#gen/grpc/ultramarket/pricing/v1/pricing_events.ts";
import { assertNever, protoName } from "#mesh/kernel";
import type { EncodedEvent } from "#mesh/store";
import type { PricingEvent } from "../domain/events.ts";
import { encodePrice, encodePromotion, encodeTaxRule } from "./encode.ts";
import { encodeEntryKey, encodePriceList } from "./price-list-rpc.ts";

/** An event as pricing_events.proto has it. */
export function encodeEvent(event: PricingEvent): EncodedEvent {
  return { subject: `pricing.v1.${protoName(event.type)}`, payload: encodePayload(event) };
}

function encodePayload(event: PricingEvent): Uint8Array {
  switch (event.type) {
    case "PriceSet":
      return PriceSet.encode({ price: encodePrice(event.price) }).finish();
    case "PriceListCreated":
      return PriceListCreated.encode({ priceList: encodePriceList(event.priceList) }).finish();
    case "PriceListUpdated": {
      const changedFields = event.changedFields.map(protoName);
      return PriceListUpdated.encode({ priceList: encodePriceList(event.priceList), changedFields }).finish();
    }
    case "PriceListDeleted":
      return PriceListDeleted.encode({ priceList: encodePriceList(event.priceList) }).finish();
    case "PriceListEntriesChanged":
      return PriceListEntriesChanged.encode({
        priceList: encodePriceList(event.priceList),
        set: [...event.set],
        removed: event.removed.map(encodeEntryKey),
      }).finish();
    case "PromotionCreated":
      return PromotionCreated.encode({ promotion: encodePromotion(event.promotion) }).finish();
    case "PromotionUpdated": {
      const changedFields = event.changedFields.map(protoName);
      return PromotionUpdated.encode({ promotion: encodePromotion(event.promotion), changedFields }).finish();
    }
    case "TaxRuleSet":
      return TaxRuleSet.encode({ taxRule: encodeTaxRule(event.taxRule) }).finish();
    case "PersonErased":
      return PersonErased.encode({ privacyRequestId: event.key, waitingCount: event.waitingCount }).finish();
    case "TaxRatesChanged": {
      const [set, removed] = [[...event.set], [...event.removed]];
      return TaxRatesChanged.encode({ taxRule: encodeTaxRule(event.taxRule), set, removed }).finish();
    }
    default:
      return assertNever(event);
  }
}
