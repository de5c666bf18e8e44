import { createTransport } from "nodemailer";
import type { Mailer } from "../app/ports.ts";
import type { SenderAddress } from "./sender-address.ts";
import { answerOf } from "./smtp-failure.ts";

export interface SmtpOptions {
  /** smtp://host:port or smtps://user:password@host:port. */
  readonly url: string;
  readonly from: SenderAddress;
  /** Milliseconds without a sign of the server after which an attempt is over; default 15 seconds. */
  readonly silenceMs?: number;
}

/** As many as the sender has under way. */
const maxConnections = 10;

const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** How nodemailer connects. */
export function connectionOf({ url, silenceMs = 15_000 }: Pick<SmtpOptions, "url" | "silenceMs">) {
  const { password, hostname, protocol } = new URL(url);
  return {
    url,
    pool: true,
    maxConnections,
    maxMessages: 1_000,
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    dnsTimeout: silenceMs,
    // A password is never sent in the clear over a network.
    requireTLS: protocol === "smtp:" && password !== "" && !loopback.has(hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
  } as const;
}

/** A mail server that passes messages on, by SMTP over a few kept connections; encrypted whenever it can be. */
export function smtpMailer({ from, ...options }: SmtpOptions): Mailer & { close(): Promise<void> } {
  const transport = createTransport(connectionOf(options), { from });
  return {
    domain: from.address.slice(from.address.lastIndexOf("@") + 1),
    async send({ messageId, to, languageCode, subject, text, html }) {
      try {
        await transport.sendMail({
          messageId,
          to: { name: to.name, address: to.email },
          subject,
          text,
          ...(html === "" ? {} : { html }),
          headers: { "Content-Language": languageCode, "Auto-Submitted": "auto-generated" },
        });
        return { kind: "TAKEN" };
      } catch (error) {
        return answerOf(error);
      }
    },
    async close() {
      transport.close();
    },
  };
}
