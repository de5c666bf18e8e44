import { crashTests } from "./crash-tests.ts";
import { sampleOfMany, torture } from "./suites.ts";

const plan = process.env.TORTURE === "1" ? torture(["postgres", "gateway"]) : sampleOfMany;

describe("a market of many processes", () => crashTests("many", plan));
