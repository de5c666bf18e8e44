import pg from "pg";
import { createIds, systemClock } from "#mesh/kernel";
import { type Postgres, startPostgres } from "#mesh/postgres";
import { openDatabase, provision } from "#mesh/store";
import type { Product } from "../../../services/product/src/domain/product.ts";
import { fillCatalogue } from "./fill-catalogue.ts";

export interface Catalogue {
  readonly url: string;
  /** Those that are published, oldest first. */
  readonly published: readonly Product[];
}

/** The embedded PostgreSQL as a market has it, durable, with databases of the bench's own. */
export interface Databases {
  readonly postgres: Postgres;
  /** A new database with the schema of the product service and this many products. */
  catalogue(name: string, products: number): Promise<Catalogue>;
  /** A new database with nothing in it; answers its URL. */
  empty(name: string): Promise<string>;
  /** A copy of one, for a market of its own. */
  copy(catalogue: Catalogue, name: string): Promise<string>;
}

const migrations = new URL("../../../services/product/src/store/migrations/", import.meta.url);
const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };

export async function startDatabases(folder: string): Promise<Databases> {
  const postgres = await startPostgres({ folder, log: quiet });
  const urlOf = (name: string) => Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
  const empty = async (name: string) => {
    await execute(postgres.url, `CREATE DATABASE ${name}`);
    return urlOf(name);
  };
  return {
    postgres,
    empty,
    async catalogue(name, products) {
      const url = await empty(name);
      await provision({ url, services: ["product"] });
      await migrate(url);
      return { url, published: await fillCatalogue(url, products) };
    },
    async copy({ url }, name) {
      await execute(postgres.url, `CREATE DATABASE ${name} TEMPLATE ${new URL(url).pathname.slice(1)}`);
      return urlOf(name);
    },
  };
}

async function migrate(url: string): Promise<void> {
  const encodeEvent = () => ({ subject: "", payload: new Uint8Array() });
  const common = { service: "product", url, poolSize: 1, migrations, encodeEvent };
  const database = await openDatabase({ ...common, clock: systemClock, ids: createIds(systemClock), log: quiet });
  await database.close();
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
