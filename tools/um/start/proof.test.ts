import type { Progress } from "./progress.ts";
import { proofOf } from "./proof.ts";

const ready: Progress = { shop: "loaded", customer: "registered" };

test("a market that was just filled is proved by a purchase", () => {
  expect(proofOf(ready, "stripe-sandbox")).toBe("buy-something");
});

test.each<[string, Progress, "stripe-sandbox" | "stripe"]>([
  ["it has sold before", { ...ready, firstOrder: "100001" }, "stripe-sandbox"],
  ["it has nothing of ours to sell", { customer: "registered" }, "stripe-sandbox"],
  ["its shop is not complete", { ...ready, shop: "loading" }, "stripe-sandbox"],
  ["its customer has another password", { ...ready, customer: "there before" }, "stripe-sandbox"],
  ["its payments are real", ready, "stripe"],
])("it is proved by a look if %s", (_, progress, provider) => {
  expect(proofOf(progress, provider)).toBe("prove-market");
});
