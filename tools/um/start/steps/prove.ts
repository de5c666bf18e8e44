import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { ProductService } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { CommandError } from "../../command.ts";

/** Asks the market for a product through its public door, as any client would. Throws CommandError if it cannot. */
export async function prove(url: string): Promise<string> {
  const client = createClient(ProductService, createConnectTransport({ baseUrl: url, httpVersion: "1.1" }));
  try {
    const { products } = await client.listProducts({ pageSize: 1 }, { timeoutMs: 10_000 });
    const newest = products[0]?.name;
    return `market answers${newest === undefined ? ", and has no products yet" : `; its newest product is "${newest}"`}`;
  } catch (cause) {
    throw new CommandError(`the market does not answer at ${url}: ${cause}`);
  }
}
