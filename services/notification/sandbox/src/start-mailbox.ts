import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { createFaults, type MailFaults } from "./faults.ts";
import { keepMessage } from "./keep-message.ts";

export interface MailboxOptions {
  /** Loopback port; default 0, a free one. */
  readonly port?: number;
  /** Where messages are kept, an .eml file each; made if it is not there. */
  readonly folder: string;
}

export interface Mailbox {
  /** "smtp://127.0.0.1:<port>". */
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  readonly faults: MailFaults;
  close(): Promise<void>;
}

const mostBytes = 10 * 1024 ** 2;

/** Starts a mail server on loopback that takes everything for everybody and sends nothing on. */
export async function startMailbox({ port = 0, folder }: MailboxOptions): Promise<Mailbox> {
  const faults = createFaults();
  const server = new SMTPServer({
    banner: "UltraMarket's local mailbox",
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: mostBytes,
    closeTimeout: 100,
    onRcptTo({ address }, _session, answer) {
      const fault = faults.take(["later", "never"], [address]);
      if (fault === undefined) return answer();
      const code = fault.kind === "later" ? 451 : 550;
      answer(Object.assign(new Error(`<${address}> is refused`), { responseCode: code }));
    },
    onData(stream, session, answer) {
      receive(stream, session).then(
        (isNew) => answer(null, isNew ? "kept" : "kept before"),
        (error: Error) => answer(error),
      );
    },
  });

  async function receive(stream: NodeJS.ReadableStream, session: SMTPServerSession): Promise<boolean> {
    const message = await buffer(stream);
    const to = session.envelope.rcptTo.map(({ address }) => address);
    const fault = faults.take(["slow", "drop_before", "drop_after"], to);
    if (fault?.kind === "slow") await sleep(fault.ms ?? 0);
    if (fault?.kind === "drop_before") return cut(session);
    const isNew = await keepMessage(folder, message);
    return fault?.kind === "drop_after" ? cut(session) : isNew;
  }

  /** Ends the session's connection without a word. */
  function cut({ id }: SMTPServerSession): never {
    for (const connection of server.connections) if (connection.id === id) connection._socket.destroy();
    throw new Error("the connection was cut");
  }

  // What breaks in one connection is that client's trouble.
  server.on("error", () => {});
  await once(server.listen(port, "127.0.0.1"), "listening");
  const { port: taken } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${taken}`,
    port: taken,
    folder,
    faults,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
