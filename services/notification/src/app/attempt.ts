import { checkpoint, DomainError } from "#mesh/kernel";
import { languagesFor } from "../domain/language.ts";
import { type Letter, type Letters, letterOfAccount, letterOfCode, letterOfOrder } from "../domain/letter.ts";
import { messageIdOf, type Notification, waitsForLanguage } from "../domain/notification.ts";
import type { Outcome } from "../domain/settle.ts";
import { type Template, topicOf } from "../domain/template.ts";
import type { MailAnswer, NotificationPorts } from "./ports.ts";
import { writeMail } from "./write-mail.ts";

/** Reads what a message tells, writes it, and hands it to the mail server. Never fails: what goes wrong is an outcome. */
export const attempt =
  (ports: NotificationPorts) =>
  async (notification: Notification, templates: readonly Template[]): Promise<Outcome> => {
    try {
      const letter = await letterFor(ports, notification);
      if (letter.kind === "SKIP") return { kind: "SKIPPED", error: letter.why };
      if (letter.kind === "WAIT") return { kind: "TROUBLE", with: "SERVICES", error: letter.why };
      return await send(ports, notification, letter, templates);
    } catch (error) {
      const { notificationId, templateId } = notification;
      ports.log.warn("a message could not be sent", { notificationId, templateId, error });
      return { kind: "TROUBLE", with: "SERVICES", error: nameOf(error) };
    }
  };

async function letterFor(ports: NotificationPorts, notification: Notification): Promise<Letters> {
  const { orders, accounts, shop, clock } = ports;
  const { templateId, orderId, userId, subjectId } = notification;
  const topic = topicOf(templateId);
  if (topic === "CODE") return letterOfCode(shop, notification, await accounts.readCode(subjectId), clock.now());
  if (topic === "ACCOUNT") return letterOfAccount(shop, notification, userId && (await accounts.read(userId)));
  return letterOfOrder(shop, notification, orderId && (await orders.read(orderId)));
}

async function send(
  ports: NotificationPorts,
  notification: Notification,
  letter: Letter,
  templates: readonly Template[],
): Promise<Outcome> {
  const { mailer, defaultLanguage } = ports;
  const email = await emailOf(ports, letter);
  if (email === "") return { kind: "SKIPPED", error: "there is no e-mail to send it to" };
  const languages = languagesFor(await languageOf(ports, notification, letter), defaultLanguage);
  const words = await writeMail(ports)(notification, letter.view, languages, templates);
  const messageId = messageIdOf(notification, mailer.domain);
  checkpoint("notification.send.before");
  const answer = await mailer.send({ ...words, messageId, to: { name: letter.name, email } });
  checkpoint("notification.send.after");
  return outcomeOf(answer, { ...words, email });
}

async function emailOf({ accounts }: NotificationPorts, { email, userId }: Letter): Promise<string> {
  if (email !== "" || userId === undefined) return email;
  return (await accounts.read(userId))?.email ?? "";
}

/** People's languages are a soft dependency: who cannot be asked for theirs for a while reads the market's. */
async function languageOf(
  { profiles, clock, log }: NotificationPorts,
  notification: Notification,
  { languageCode, userId }: Letter,
): Promise<string> {
  if (languageCode !== "" || userId === undefined) return languageCode;
  try {
    return await profiles.languageOf(userId);
  } catch (error) {
    if (!(error instanceof DomainError) || waitsForLanguage(notification, clock.now())) throw error;
    const { notificationId } = notification;
    log.warn("a message is written in the market's language: user does not answer", { notificationId, error });
    return "";
  }
}

function outcomeOf(
  answer: MailAnswer,
  { email, subject, languageCode }: { email: string; subject: string; languageCode: string },
): Outcome {
  if (answer.kind === "TAKEN") return { kind: "SENT", email, subject, languageCode };
  const { error } = answer;
  return answer.kind === "REFUSED" ? { kind: "REFUSED", error } : { kind: "TROUBLE", with: "SERVER", error };
}

function nameOf(error: unknown): string {
  if (!(error instanceof DomainError)) return "INTERNAL_FAILURE";
  const { service } = error.metadata;
  return service === undefined ? error.reason : `${error.reason} (${service})`;
}
