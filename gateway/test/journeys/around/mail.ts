import { eventually } from "#mesh/testing";
import type { MailboxMessage } from "../../../../services/notification/sandbox/mod.ts";
import type { RunningMarket } from "../running-market.ts";

const patience = { timeoutMs: 15_000, intervalMs: 50 };

/** The one message to the address whose subject contains the text, once it is there. */
export async function mailTo(market: RunningMarket, email: string, subject: string): Promise<MailboxMessage> {
  const found = await eventually(async () => {
    const messages = await mailsTo(market, email, subject);
    return messages.length > 0 && messages;
  }, patience);
  expect(found).toHaveLength(1);
  return found[0] as MailboxMessage;
}

/** Every message to the address so far whose subject contains the text. */
export async function mailsTo(market: RunningMarket, email: string, subject = ""): Promise<readonly MailboxMessage[]> {
  return (await market.mail(email)).filter((message) => message.subject.toLowerCase().includes(subject.toLowerCase()));
}

/** The code that a message tells. */
export function codeIn({ text }: MailboxMessage): string {
  return /\b[0-9A-Z]{5}-[0-9A-Z]{5}\b/.exec(text)?.[0] ?? "";
}
