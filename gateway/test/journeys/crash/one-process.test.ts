import { crashTests } from "./crash-tests.ts";
import { allSuites } from "./suites.ts";

describe("a market in one process", () => crashTests("one", allSuites(["postgres"])));
