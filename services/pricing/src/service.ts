import { erasePerson } from "#mesh/kernel";
import { defineService } from "#mesh/runtime";
import { personRecords } from "#mesh/store";
import { pricingUseCases } from "./app/use-cases.ts";
import { couponCodes } from "./clients/coupon-codes.ts";
import { digest } from "./clients/digest.ts";
import { productCatalogue } from "./clients/product-catalogue.ts";
import { pulse } from "./clients/pulse.ts";
import { pricingConfig } from "./config.ts";
import { catalogueConsumer } from "./consumers/catalogue-consumer.ts";
import { erasureStarted } from "./consumers/erasure-started.ts";
import type { PricingEvent } from "./domain/events.ts";
import { couponRpc } from "./rpc/coupon-rpc.ts";
import { currencyRateRpc } from "./rpc/currency-rate-rpc.ts";
import { customerGroupRpc } from "./rpc/customer-group-rpc.ts";
import { encodeEvent } from "./rpc/encode-event.ts";
import { personExportRpc } from "./rpc/person-export-rpc.ts";
import { priceListRpc } from "./rpc/price-list-rpc.ts";
import { priceRpc } from "./rpc/price-rpc.ts";
import { promotionRpc } from "./rpc/promotion-rpc.ts";
import { quoteRpc } from "./rpc/quote-rpc.ts";
import { redemptionRpc } from "./rpc/redemption-rpc.ts";
import { taxClassRpc } from "./rpc/tax-class-rpc.ts";
import { taxRpc } from "./rpc/tax-rpc.ts";
import { collections } from "./store/person-record-statements.ts";
import { postgresCouponStore } from "./store/postgres-coupon-store.ts";
import { postgresCurrencyRateStore } from "./store/postgres-currency-rate-store.ts";
import { postgresCustomerGroupStore } from "./store/postgres-customer-group-store.ts";
import { postgresPersonStore } from "./store/postgres-person-store.ts";
import { postgresPriceListStore } from "./store/postgres-price-list-store.ts";
import { postgresPriceStore } from "./store/postgres-price-store.ts";
import { postgresPromotionStore } from "./store/postgres-promotion-store.ts";
import { postgresRedemptionStore } from "./store/postgres-redemption-store.ts";
import { postgresTaxClassStore } from "./store/postgres-tax-class-store.ts";
import { postgresTaxRateStore } from "./store/postgres-tax-rate-store.ts";
import { postgresTaxRuleStore } from "./store/postgres-tax-rule-store.ts";
import { postgresTermsReader } from "./store/postgres-terms-reader.ts";

/** What a purchase costs and why: prices, promotions by coupon, taxes by country. */
export const pricingService = defineService({
  name: "pricing",
  config: pricingConfig,
  async start({ clock, ids, log, openDatabase, dial, process }) {
    const migrations = new URL("store/migrations/", import.meta.url);
    const database = await openDatabase<PricingEvent>({ migrations, encodeEvent });
    const failures = process.telemetry.meter.createCounter("pricing.catalogue.failures", {
      description: "requests to product for prices that got no answer",
    });
    const app = pricingUseCases({
      terms: postgresTermsReader(database),
      prices: postgresPriceStore(database),
      priceLists: postgresPriceListStore(database),
      customerGroups: postgresCustomerGroupStore(database),
      promotions: postgresPromotionStore(database),
      coupons: postgresCouponStore(database),
      redemptions: postgresRedemptionStore(database),
      taxClasses: postgresTaxClassStore(database),
      taxRates: postgresTaxRateStore(database),
      taxRules: postgresTaxRuleStore(database),
      currencyRates: postgresCurrencyRateStore(database),
      catalogue: productCatalogue({ dial, log, failures }),
      ...{ couponCodes, pulse, digest, clock, ids },
    });
    return {
      rpc: [
        quoteRpc(app),
        priceRpc(app),
        priceListRpc(app),
        customerGroupRpc(app),
        promotionRpc(app),
        couponRpc(app),
        redemptionRpc(app),
        taxRpc(app),
        taxClassRpc(app),
        currencyRateRpc(app),
        personExportRpc(personRecords(database, collections)),
      ],
      consumers: [
        catalogueConsumer(app),
        erasureStarted(erasePerson({ people: postgresPersonStore(database), clock })),
      ],
    };
  },
});
