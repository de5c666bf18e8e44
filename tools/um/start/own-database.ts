import { randomBytes } from "node:crypto";
import pg from "pg";

const login = "ultramarket";

/**
 * Makes the market's login and its database in a server of our own, and answers with the login's URL. The login is no
 * superuser, and its password is new each time.
 */
export async function openOwnDatabase(superuserUrl: string): Promise<string> {
  const password = randomBytes(24).toString("hex");
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const role = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [login]);
    await client.query(`${role.rowCount ? "ALTER" : "CREATE"} ROLE ${login} LOGIN CREATEROLE PASSWORD '${password}'`);
    const database = await client.query("SELECT FROM pg_database WHERE datname = $1", [login]);
    if (!database.rowCount) await client.query(`CREATE DATABASE ${login} OWNER ${login}`);
  } finally {
    await client.end();
  }
  const url = new URL(superuserUrl);
  url.username = login;
  url.password = password;
  url.pathname = `/${login}`;
  return url.href;
}
