/** Looks around the shop: `node browse.js http://127.0.0.1:8080 tea`. */
import { createMarketClient, type MarketClient } from "../src/mod.ts";
import { price } from "./price.ts";

export async function browse(market: MarketClient, query: string, print: (line: string) => void): Promise<void> {
  const { hits, totalSize } = await market.search.searchProducts({ query, pageSize: 5 });
  print(`${totalSize} products match "${query}":`);
  for (const { name } of hits) print(`- ${name}`);

  print("All products, newest first:");
  // Page after page is asked for as the loop goes on; leaving it ends that.
  for await (const { name, variants } of market.products.all.listProducts({ pageSize: 50 })) {
    print(`- ${name}: ${variants.map((variant) => price(variant.price)).join(", ")}`);
  }
}

if (import.meta.main) {
  const [baseUrl = "http://127.0.0.1:8080", query = ""] = process.argv.slice(2);
  await browse(createMarketClient({ baseUrl }), query, console.log);
}
