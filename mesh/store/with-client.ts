import pg from "pg";

/** Runs `use` on a connection of its own, which is closed afterwards. If it is lost meanwhile, its statements tell. */
export async function withClient<T>(config: pg.ClientConfig, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config);
  client.on("error", () => {});
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end();
  }
}
