import pg from "pg";
import { createIds, silentLogger, systemClock, uuidFromId } from "#mesh/kernel";
import { openDatabase, provision } from "#mesh/store";
import type { Product } from "../../../services/product/src/domain/product.ts";

const accounts = 1_000;

/** What is read of the products, and by whom. */
export interface HotReads {
  readonly productIds: readonly string[];
  readonly variantIds: readonly string[];
  readonly sessions: readonly { readonly sessionId: string; readonly userId: string }[];
}

/** Adds prices and a tax rule, and accounts with a session each, to a database with products. */
export async function fillHotReads(url: string, products: readonly Product[]): Promise<HotReads> {
  const ids = createIds(systemClock);
  for (const service of ["pricing", "auth"]) await migrate(url, service);
  const sessions = Array.from({ length: accounts }, () => ({ sessionId: ids.next("ses"), userId: ids.next("usr") }));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`INSERT INTO pricing.catalogue_prices (variant_id, product_id, currency_code, minor_units, update_time)
      SELECT variant_id, product_id, 'EUR', 1990, now() FROM product.variants`);
    await client.query(`INSERT INTO pricing.tax_rules (country_code, version, name, rate_hundredths, inclusive, update_time)
      VALUES ('DE', 1, 'VAT', 1900, true, now())`);
    const [users, families] = [sessions.map(({ userId }) => userId), sessions.map(({ sessionId }) => sessionId)];
    await client.query(
      `INSERT INTO auth.accounts (user_id, version, auth_version, email, email_verified, display_name, roles, create_time, update_time)
       SELECT id, 1, 1, id || '@example.com', true, '', '{customer}', now(), now() FROM unnest($1::uuid[]) AS id`,
      [users.map(uuidFromId)],
    );
    await client.query(
      `INSERT INTO auth.sessions (session_id, user_id, create_time, expire_time)
       SELECT session_id, user_id, now(), now() + interval '30 days'
       FROM unnest($1::uuid[], $2::uuid[]) AS given (session_id, user_id)`,
      [families.map(uuidFromId), users.map(uuidFromId)],
    );
    await client.query("ANALYZE");
  } finally {
    await client.end();
  }
  const variantIds = products.flatMap(({ variants }) => variants.map(({ variantId }) => variantId));
  return { productIds: products.map(({ productId }) => productId), variantIds, sessions };
}

async function migrate(url: string, service: string): Promise<void> {
  await provision({ url, services: [service] });
  const migrations = new URL(`../../../services/${service}/src/store/migrations/`, import.meta.url);
  const encodeEvent = () => ({ subject: "", payload: new Uint8Array() });
  const common = { service, url, poolSize: 1, migrations, encodeEvent, clock: systemClock };
  const database = await openDatabase({ ...common, ids: createIds(systemClock), log: silentLogger });
  await database.close();
}
