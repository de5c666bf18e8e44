/** What can go wrong, and how to tell: `node errors.js http://127.0.0.1:8080`. */
import { createMarketClient, type MarketClient, MarketError } from "../src/mod.ts";

/** A sentence for a person about what a call failed with. */
export function explain(error: unknown): string {
  if (!(error instanceof MarketError)) throw error;
  const { code, reason, violations, retryAfterMs, requestId } = error;
  if (reason === "CREDENTIALS_WRONG") return "E-mail or password is wrong.";
  if (reason === "RESOURCE_NOT_FOUND") return "There is no such thing.";
  if (violations.length > 0) return violations.map(({ field, description }) => `${field}: ${description}`).join("\n");
  if (retryAfterMs !== undefined) return `Try again in ${Math.ceil(retryAfterMs / 1000)} s.`;
  if (code === "UNAVAILABLE" || code === "DEADLINE_EXCEEDED") return "The shop does not answer; try again soon.";
  return `Something went wrong; our people find it as ${requestId}.`;
}

export async function makeMistakes(market: MarketClient, print: (line: string) => void): Promise<void> {
  const mistakes = [
    () => market.session.signIn({ email: "nobody@shop.example", password: "not the password" }),
    () => market.products.getProduct({ productId: "prd_00000000000000000000000000" }),
    () => market.products.listProducts({ pageSize: -1 }),
  ];
  for (const mistake of mistakes) {
    try {
      await mistake();
    } catch (error) {
      print(explain(error));
    }
  }
}

if (import.meta.main) {
  const baseUrl = process.argv[2] ?? "http://127.0.0.1:8080";
  await makeMistakes(createMarketClient({ baseUrl }), console.log);
}
