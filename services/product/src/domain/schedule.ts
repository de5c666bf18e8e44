import { type Decision, DomainError, type Ids } from "#mesh/kernel";
import type { Product, ProductUpdated } from "./product.ts";
import type { Surroundings } from "./surroundings.ts";
import { updateProduct } from "./update-product.ts";

/** When the next scheduled change of the product is due; undefined if nothing is scheduled. */
export function dueTimeOf({ publishTime, unpublishTime }: Product): Date | undefined {
  return publishTime ?? unpublishTime;
}

/**
 * The product with what is due of its schedule, which is then no longer scheduled: applying it again changes nothing.
 * A product that cannot be published stays what it is.
 */
export function applySchedule(
  product: Product,
  now: Date,
  ids: Ids,
  around: Surroundings,
): Decision<Product, ProductUpdated> {
  const { publishTime, unpublishTime } = product;
  const isDue = (time: Date | undefined) => time !== undefined && time <= now;
  const done = {
    ...(isDue(publishTime) ? { publishTime: undefined } : {}),
    ...(isDue(unpublishTime) ? { unpublishTime: undefined } : {}),
  };
  const state = isDue(unpublishTime) ? "DRAFT" : "PUBLISHED";
  if (Object.keys(done).length === 0) return { next: product, events: [] };
  const from = product.state === "ARCHIVED" ? product.state : state;
  try {
    return updateProduct(product, { ...done, state: from }, "", now, ids, around);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return updateProduct(product, done, "", now, ids, around);
  }
}
