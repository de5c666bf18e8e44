import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { sqlState } from "./failures.ts";
import { roleOf } from "./roles.ts";
import { withClient } from "./with-client.ts";

export interface ProvisionOptions {
  /** A login that may create schemas, and roles if each service shall have its own. */
  readonly url: string;
  readonly services: readonly string[];
}

/** What there is now: the schemas, and whether each is closed to the other services by a role of its own. */
export interface Provisioned {
  readonly schemas: readonly string[];
  readonly roles: boolean;
}

const busSchema = "bus";
const mostAttempts = 10;
/** Another provisioning did the same at the same time: duplicate object, duplicate schema, unique violation, and "tuple concurrently updated", which has no code of its own. */
const raced = new Set(["42710", "42P06", "23505", "XX000"]);

/**
 * Creates a schema per service and one for the bus, each owned by a role that cannot log in and that the login may
 * take on. If the login may not create roles, it owns the schemas itself. Repeating it changes nothing.
 */
export async function provision({ url, services }: ProvisionOptions): Promise<Provisioned> {
  const schemas = [...services, busSchema];
  return withClient({ connectionString: url, application_name: "provision" }, async (client) => {
    const roles = await mayCreateRoles(client);
    for (const schema of schemas) await inTransaction(client, roles ? ownedSchema(schema) : plainSchema(schema));
    return { schemas, roles };
  });
}

async function mayCreateRoles(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ allowed: boolean }>(
    "SELECT rolsuper OR rolcreaterole AS allowed FROM pg_roles WHERE rolname = current_user",
  );
  return rows[0]?.allowed === true;
}

function plainSchema(schema: string): string {
  roleOf(schema);
  return `CREATE SCHEMA IF NOT EXISTS "${schema}"`;
}

function ownedSchema(schema: string): string {
  const role = roleOf(schema);
  return `
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role} NOLOGIN; END IF;
      IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
        AND NOT pg_has_role(current_user, '${role}', 'SET') THEN
        EXECUTE format('GRANT ${role} TO %I WITH SET TRUE, INHERIT FALSE', current_user);
      END IF;
    END $$;
    CREATE SCHEMA IF NOT EXISTS "${schema}" AUTHORIZATION ${role};`;
}

async function inTransaction(client: pg.Client, sql: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(`BEGIN; ${sql}; COMMIT`);
      return;
    } catch (error) {
      await client.query("ROLLBACK");
      if (!raced.has(sqlState(error) ?? "") || attempt === mostAttempts) throw error;
      await sleep(Math.random() * 20 * attempt);
    }
  }
}
