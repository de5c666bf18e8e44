import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import { type DomainEvent, toPage } from "#mesh/kernel";
import { type Database, statement } from "#mesh/store";
import type { ProductHistory } from "../app/ports.ts";
import type { Product } from "../domain/product.ts";
import type { ProductVersion } from "../domain/product-version.ts";

/** What an event says of a product. */
export interface ToldProduct {
  readonly product: Product;
  readonly changedFields: readonly string[];
}

/** The events of the product $1 before the version $2, $3 rows. */
const page = statement<{ envelope: Buffer }>(
  "product.history_page",
  "SELECT envelope FROM outbox WHERE key = $1 AND version < $2 ORDER BY version DESC LIMIT $3",
);

const find = statement<{ envelope: Buffer }>(
  "product.history_find",
  "SELECT envelope FROM outbox WHERE key = $1 AND version = $2",
);

/** The events of a product, of which every version has one, are its history: they are kept anyway, and never purged. */
export function productHistory(
  database: Database<DomainEvent>,
  decode: (subject: string, payload: Uint8Array) => ToldProduct,
): ProductHistory {
  const versionOf = ({ envelope }: { envelope: Buffer }): ProductVersion => {
    const { subject, payload, version, createTime, onBehalfOf } = EventEnvelope.decode(envelope);
    const told = decode(subject, payload);
    return { ...told, version: Number(version), createTime: createTime ?? told.product.updateTime, userId: onBehalfOf };
  };
  return {
    async page(productId, before, size) {
      const rows = await database.query(page, [productId, before ?? Number.MAX_SAFE_INTEGER, size + 1]);
      return toPage(rows.map(versionOf), size, ({ version }) => version);
    },
    async find(productId, version) {
      const [row] = await database.query(find, [productId, version]);
      return row && versionOf(row);
    },
  };
}
