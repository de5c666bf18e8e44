import { silentLogger, systemClock } from "#mesh/kernel";
import { type Database, openDatabase, provision, type Reader, statement } from "#mesh/store";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import type { PricingEvent } from "../src/domain/events.ts";
import { encodeEvent } from "../src/rpc/encode-event.ts";
import { postgresCouponStore } from "../src/store/postgres-coupon-store.ts";
import { postgresPriceStore } from "../src/store/postgres-price-store.ts";
import { postgresPromotionStore } from "../src/store/postgres-promotion-store.ts";
import { postgresRedemptionStore } from "../src/store/postgres-redemption-store.ts";
import { postgresTaxClassStore } from "../src/store/postgres-tax-class-store.ts";
import { postgresTaxRateStore } from "../src/store/postgres-tax-rate-store.ts";
import { postgresTaxRuleStore } from "../src/store/postgres-tax-rule-store.ts";
import { postgresTermsReader } from "../src/store/postgres-terms-reader.ts";
import { aCode, aLine, aPurchase, ids, noon } from "./builders.ts";
import { type PricingStores, pricingStoresContract } from "./pricing-stores.contract.ts";
import { type RedemptionStores, redemptionStoreContract } from "./redemption-store.contract.ts";
import { type TaxStores, taxStoresContract } from "./tax-stores.contract.ts";

let own: TestDatabase;
let database: Database<PricingEvent>;
let stores: PricingStores & RedemptionStores & TaxStores;

const versions = statement<{ version: bigint }>(
  "test.versions",
  "SELECT version FROM outbox WHERE key = $1 ORDER BY seq",
);

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["pricing"] });
  database = await openDatabase({
    service: "pricing",
    url: own.url,
    poolSize: 4,
    migrations: new URL("../src/store/migrations/", import.meta.url),
    encodeEvent,
    clock: systemClock,
    ids,
    log: silentLogger,
  });
  stores = {
    prices: postgresPriceStore(database),
    promotions: postgresPromotionStore(database),
    coupons: postgresCouponStore(database),
    redemptions: postgresRedemptionStore(database),
    taxClasses: postgresTaxClassStore(database),
    taxRates: postgresTaxRateStore(database),
    taxRules: postgresTaxRuleStore(database),
    terms: postgresTermsReader(database),
    versionsOf: async (key) => (await database.query(versions, [key])).map(({ version }) => Number(version)),
  };
});

afterAll(async () => {
  await database?.close();
  await own?.drop();
});

pricingStoresContract(() => stores);
redemptionStoreContract(() => stores);
taxStoresContract(() => stores);

test("the terms of a purchase are read by one statement, however many lines and coupons", async () => {
  const sent: string[] = [];
  const query: Reader["query"] = (statement, values) => {
    sent.push(statement.name);
    return database.query(statement, values);
  };
  const lines = Array.from({ length: 1_200 }, () => aLine());
  const couponCodes = Array.from({ length: 10 }, aCode);
  await postgresTermsReader({ query }).read(aPurchase({ lines, couponCodes, countryCode: "DE" }), noon);
  expect(sent).toEqual(["pricing.read_terms"]);
});
