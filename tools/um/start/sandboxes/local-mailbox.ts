import { freePort } from "#mesh/machine";
import type { Layout } from "../layout.ts";
import type { Sandbox } from "./sandbox.ts";

/** The mail server that keeps everything in a folder, on a free port. */
export async function localMailbox({ mailbox }: Layout): Promise<Sandbox> {
  const port = String(await freePort());
  return {
    name: "mailbox",
    env: { MAILBOX_PORT: port, MAILBOX_FOLDER: mailbox },
    serviceEnv: { NOTIFICATION_SMTP_URL: `smtp://127.0.0.1:${port}` },
  };
}
