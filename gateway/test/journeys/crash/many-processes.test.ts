import { degradedTests } from "../degraded/degraded-tests.ts";
import { aroundTests } from "./around-tests.ts";
import { crashTests } from "./crash-tests.ts";
import { inShop } from "./in-shop.ts";
import { killAtRandomTests } from "./kill-at-random-tests.ts";
import { sampleOfMany, torture } from "./suites.ts";

const plan = process.env.TORTURE === "1" ? torture(["postgres", "gateway"]) : sampleOfMany;

/** Parcels that are quick. */
const settings = { CARRIER_SANDBOX_STAGE: "100ms", SHIPPING_TRACKING_INTERVAL: "50ms", GATEWAY_RATE_SEARCH: "none" };

/** One market for all of them: to start its processes takes as long as many a test. */
describe("a market of many processes", () => {
  inShop({ processes: "many", settings }, crashTests(plan), killAtRandomTests, aroundTests, degradedTests);
});
