/** Looks around the shop: `node browse.js http://127.0.0.1:8080`. */
import { createMarketClient, type MarketClient } from "../src/mod.ts";

export async function browse(market: MarketClient, print: (line: string) => void = console.log): Promise<void> {
  const { hits, totalSize } = await market.search.searchProducts({ query: "tea", pageSize: 5 });
  print(`${totalSize} products match "tea"`);
  for (const { name } of hits) print(`- ${name}`);

  // Every product there is; the next page is asked for when it is needed.
  let count = 0;
  for await (const product of market.products.all.listProducts({ pageSize: 50 })) {
    if (count++ < 10) print(`${product.productId} ${product.name}`);
  }
  print(`${count} products in all`);
}

if (import.meta.main) await browse(createMarketClient({ baseUrl: process.argv[2] ?? "http://127.0.0.1:8080" }));
