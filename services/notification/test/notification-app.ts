import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Logger, silentLogger } from "#mesh/kernel";
import { type Database, provision } from "#mesh/store";
import { createTestDatabase, type FakeClock, fakeClock } from "#mesh/testing";
import { type Mailbox, type MailboxMessage, readMailbox, readMessage, startMailbox } from "../sandbox/mod.ts";
import type { NotificationPorts } from "../src/app/ports.ts";
import { createSender, type Sender } from "../src/app/sender.ts";
import { type NotificationUseCases, notificationUseCases } from "../src/app/use-cases.ts";
import { liquidRenderer } from "../src/clients/liquid-renderer.ts";
import { smtpMailer } from "../src/clients/smtp-mailer.ts";
import type { AccountFacts, CodeFacts, OrderFacts } from "../src/domain/facts.ts";
import type { NotificationEvent } from "../src/domain/notification.ts";
import { type BuiltInTemplates, readBuiltInTemplates } from "../src/store/built-in-templates.ts";
import { postgresNotificationStore } from "../src/store/postgres-notification-store.ts";
import { postgresTemplateStore } from "../src/store/postgres-template-store.ts";
import { ids, noon, shop } from "./builders.ts";
import { openNotification } from "./open-notification.ts";

/** What the neighbours know, and whether they answer. */
export interface Neighbours {
  readonly orders: Map<string, OrderFacts>;
  readonly accounts: Map<string, AccountFacts>;
  readonly codes: Map<string, CodeFacts>;
  readonly languages: Map<string, string>;
  /** What those who know them answer instead. */
  readonly failures: Map<"orders" | "languages", Error>;
}

/** The service over a store and a mailbox of its own, with neighbours in memory and a clock that stands. */
export interface NotificationApp extends NotificationUseCases {
  readonly clock: FakeClock;
  readonly mailbox: Mailbox;
  readonly database: Database<NotificationEvent>;
  readonly neighbours: Neighbours;
  readonly ports: NotificationPorts;
  /** Sends everything that is due, and waits for it. */
  deliver(): Promise<void>;
  /** The messages to this address, oldest first. */
  mailsTo(email: string): Promise<readonly MailboxMessage[]>;
  /** Another process on the same store and mail server. */
  another(change?: Partial<NotificationPorts>): { readonly sender: Sender; deliver(): Promise<void> };
  close(): Promise<void>;
}

/** How long a message is left to who took it. */
export const leaseMs = 120_000;

/** The market's own words and their pieces. */
export function builtIn(): Promise<BuiltInTemplates> {
  return readBuiltInTemplates(new URL("../src/templates/", import.meta.url));
}

export async function openNotificationApp(
  options: { readonly log?: Logger; readonly silenceMs?: number } = {},
): Promise<NotificationApp> {
  const own = await createTestDatabase();
  await provision({ url: own.url, services: ["notification"] });
  const database = await openNotification(own.url);
  const folder = await mkdtemp(join(tmpdir(), "mailbox-"));
  const mailbox = await startMailbox({ folder });
  const { templates, partials } = await builtIn();
  const clock = fakeClock(noon);
  const neighbours: Neighbours = {
    orders: new Map(),
    accounts: new Map(),
    codes: new Map(),
    languages: new Map(),
    failures: new Map(),
  };
  const unless = (of: "orders" | "languages") => {
    const failure = neighbours.failures.get(of);
    if (failure !== undefined) throw failure;
  };
  const from = { name: "UltraMarket", address: "orders@ultramarket.example" };
  const mailer = smtpMailer({ url: mailbox.url, from, silenceMs: options.silenceMs ?? 5_000 });
  const ports: NotificationPorts = {
    notifications: postgresNotificationStore(database),
    templates: postgresTemplateStore(database, templates),
    orders: {
      async read(orderId) {
        unless("orders");
        return neighbours.orders.get(orderId);
      },
    },
    accounts: {
      read: async (userId) => neighbours.accounts.get(userId),
      readCode: async (codeId) => neighbours.codes.get(codeId),
    },
    profiles: {
      async languageOf(userId) {
        unless("languages");
        return neighbours.languages.get(userId) ?? "";
      },
    },
    renderer: liquidRenderer(partials),
    mailer,
    ...{
      clock,
      ids,
      log: options.log ?? silentLogger,
      random: () => 0.5,
      pause: (ms: number) => sleep(ms),
      shop,
      defaultLanguage: "en",
    },
    leaseMs,
    counted: () => {},
  };
  const sender = createSender(ports);
  const another: NotificationApp["another"] = (change = {}) => {
    const sender = createSender({ ...ports, ...change });
    return { sender, deliver: () => sender.run().then(sender.idle) };
  };
  return {
    ...notificationUseCases(ports, sender),
    ...{ clock, mailbox, database, neighbours, ports, another },
    deliver: () => sender.run().then(sender.idle),
    async mailsTo(email) {
      const entries = (await readMailbox(folder, { to: email })) ?? [];
      const messages = await Promise.all(entries.map(({ id }) => readMessage(folder, id)));
      return messages.filter((message) => message !== undefined);
    },
    async close() {
      await sender.close();
      await mailer.close();
      await mailbox.close();
      await database.close();
      await own.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
