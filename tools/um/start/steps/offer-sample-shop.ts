import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient, type Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { ProductService } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { errorCode } from "#mesh/machine";
import { loadSampleShop } from "../../../sample-shop/load.ts";

/**
 * Loads the sample shop through the public door if the market is empty, or goes on where an earlier start was broken
 * off, as a note in the data folder says. The token is one of the staff. Answers with what the market has now, in words.
 */
export async function offerSampleShop(url: string, token: string, dataDir: string): Promise<string> {
  const note = join(dataDir, "sample-shop");
  const progress = await readNote(note);
  if (progress === "loaded") return "sample shop was loaded before";
  const authorize: Interceptor = (next) => (request) => {
    request.header.set("authorization", `Bearer ${token}`);
    return next(request);
  };
  const transport = createConnectTransport({ baseUrl: url, httpVersion: "2", interceptors: [authorize] });
  if (progress === undefined && !(await isEmpty(createClient(ProductService, transport)))) {
    return "market has products of its own; the sample shop stays away";
  }
  await writeFile(note, "loading");
  const { products, categories } = await loadSampleShop(transport);
  await writeFile(note, "loaded");
  return `sample shop is loaded: ${products} products in ${categories} categories`;
}

async function isEmpty(client: ReturnType<typeof createClient<typeof ProductService>>): Promise<boolean> {
  return (await client.listProducts({ pageSize: 1 })).products.length === 0;
}

async function readNote(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
