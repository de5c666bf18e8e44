import { crashTests } from "./crash-tests.ts";
import { inShop } from "./in-shop.ts";
import { sampleOfOne, torture } from "./suites.ts";

const plan = process.env.TORTURE === "1" ? torture(["postgres"]) : sampleOfOne;

describe("a market in one process", () => inShop({ processes: "one" }, crashTests(plan)));
