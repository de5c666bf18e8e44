import { crashTests } from "./crash-tests.ts";
import { sample, torture } from "./suites.ts";

const others = ["postgres"];
const plan = process.env.TORTURE === "1" ? torture(others) : sample("after", others);

describe("a market in one process", () => crashTests("one", plan));
