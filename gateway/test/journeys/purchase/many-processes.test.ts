import { purchaseTests } from "./purchase-tests.ts";

describe("a market of many processes", () => purchaseTests("many"));
