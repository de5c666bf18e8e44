import { crashTests } from "./crash-tests.ts";
import { sample, torture } from "./suites.ts";

const others = ["postgres", "gateway"];
const plan = process.env.TORTURE === "1" ? torture(others) : sample("before", others);

describe("a market of many processes", () => crashTests("many", plan));
