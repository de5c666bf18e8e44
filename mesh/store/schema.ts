import type pg from "pg";
import { sqlState, translate, unavailable } from "./failures.ts";
import { type Caps, connectionOptions } from "./pool.ts";
import { roleOf } from "./roles.ts";
import { withClient } from "./with-client.ts";

interface SchemaOptions {
  readonly service: string;
  readonly url: string;
  readonly schema: string;
  readonly caps: Caps;
}

const standing = `SELECT
  EXISTS (SELECT FROM pg_namespace WHERE nspname = $1) AS present,
  EXISTS (SELECT FROM pg_roles WHERE rolname = $2 AND pg_has_role(oid, 'MEMBER')) AS has_role`;

/**
 * Runs `work` on a connection of its own that stands in the schema as its role. Answers with that role, or undefined
 * where there is none (see `provision`) and the login owns the schema itself.
 */
export async function prepareSchema(
  options: SchemaOptions,
  work: (client: pg.Client) => Promise<void>,
): Promise<string | undefined> {
  const role = await connected(options, undefined, (client) => roleFor(client, options.schema));
  await connected(options, role, work);
  return role;
}

async function connected<T>(
  options: SchemaOptions,
  role: string | undefined,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const { service } = options;
  let lost = true;
  try {
    return await withClient(connectionOptions({ ...options, role }), (client) =>
      use(client).finally(() => {
        lost = client.connection.stream.destroyed;
      }),
    );
  } catch (error) {
    const away = lost && sqlState(error) === undefined;
    throw away ? unavailable(service, error) : translate(service, error, undefined);
  }
}

async function roleFor(client: pg.Client, schema: string): Promise<string | undefined> {
  const role = roleOf(schema);
  const { rows } = await client.query<{ present: boolean; has_role: boolean }>(standing, [schema, role]);
  if (rows[0]?.present !== true) throw new Error(`there is no schema ${schema} in the database: provision it first`);
  return rows[0].has_role ? role : undefined;
}
