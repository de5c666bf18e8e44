import { purchaseTests } from "./purchase-tests.ts";

describe("a market in one process", () => purchaseTests("one"));
