import { createClient, type Transport } from "@connectrpc/connect";
import { ProductService } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { UserDeskService } from "#gen/es/ultramarket/user/v1/user_service_pb.js";
import { skuOf } from "../../online-retail/mod.ts";
import { CommandError } from "../../um/command.ts";

/** The market's ids of what the file names. */
export interface Known {
  /** The variant of a stock code. */
  variantOf(code: string): string;
  /** The user of a customer's number; empty for none. */
  userOf(customer: string): string;
}

const referencesAtOnce = 100;

/** Looks up what the file names. Throws CommandError if some of it was not imported. */
export async function lookUp(
  transport: Transport,
  codes: ReadonlySet<string>,
  customers: ReadonlySet<string>,
): Promise<Known> {
  const variants = await variantsBySku(transport, new Set([...codes].map(skuOf)));
  requireAll([...codes], (code) => variants.has(skuOf(code)), "stock codes");
  const users = await usersByNumber(transport, [...customers]);
  requireAll([...customers], (number) => users.has(number), "customers");
  return { variantOf: (code) => variants.get(skuOf(code)) ?? "", userOf: (customer) => users.get(customer) ?? "" };
}

async function variantsBySku(transport: Transport, skus: ReadonlySet<string>): Promise<Map<string, string>> {
  const { listProducts } = createClient(ProductService, transport);
  const variants = new Map<string, string>();
  for (let pageToken = ""; ; ) {
    const page = await listProducts({ pageSize: 100, pageToken });
    for (const { sku, variantId } of page.products.flatMap((product) => product.variants)) {
      if (skus.has(sku)) variants.set(sku, variantId);
    }
    if (page.nextPageToken === "") return variants;
    pageToken = page.nextPageToken;
  }
}

async function usersByNumber(transport: Transport, numbers: readonly string[]): Promise<Map<string, string>> {
  const { batchFindUsers } = createClient(UserDeskService, transport);
  const users = new Map<string, string>();
  for (let start = 0; start < numbers.length; start += referencesAtOnce) {
    const externalReferences = numbers.slice(start, start + referencesAtOnce).map(referenceOf);
    for (const user of (await batchFindUsers({ externalReferences })).users) {
      users.set(user.externalReference.slice(referenceOf("").length), user.userId);
    }
  }
  return users;
}

function referenceOf(customer: string): string {
  return `online-retail/${customer}`;
}

function requireAll(names: readonly string[], isKnown: (name: string) => boolean, what: string): void {
  const unknown = names.filter((name) => !isKnown(name));
  if (unknown.length === 0) return;
  throw new CommandError(
    `The market does not know ${unknown.length} of the file's ${names.length} ${what}, such as ${unknown[0]}.\nRun "um import online-retail FILE" first.`,
  );
}
