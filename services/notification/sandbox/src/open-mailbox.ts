import type { Supervised } from "#mesh/supervisor";
import { readMailboxConfig } from "./config.ts";
import { startMailbox } from "./start-mailbox.ts";

/** Starts the server by the settings of the environment. Throws ConfigError. */
export async function openMailbox(): Promise<Supervised> {
  const mailbox = await startMailbox(readMailboxConfig());
  return { details: { smtp: mailbox.url }, close: mailbox.close };
}
