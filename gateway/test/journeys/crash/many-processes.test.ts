import { crashTests } from "./crash-tests.ts";
import { allSuites } from "./suites.ts";

describe("a market of many processes", () => crashTests("many", allSuites(["postgres", "gateway"])));
