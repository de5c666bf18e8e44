import type { Consumer, EventLog } from "#mesh/events";
import type { CollectionStore } from "../app/ports.ts";
import type { ProductId } from "../domain/product.ts";

/** Puts products into the collections whose rules they fit. It looks at what they are by now: no inbox is needed. */
export const collectionConsumer = ({ refit }: CollectionStore, subscribed: (log: EventLog) => void): Consumer => ({
  name: "product.collections",
  subjects: ["product.v1.product_created", "product.v1.product_updated"],
  subscribed,
  handle: ({ envelope }) => refit(envelope.key as ProductId),
});
