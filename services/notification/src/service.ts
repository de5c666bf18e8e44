import { setTimeout as sleep } from "node:timers/promises";
import { erasePerson, type PersonErased } from "#mesh/kernel";
import { defineService } from "#mesh/runtime";
import { personRecords } from "#mesh/store";
import { createSender } from "./app/sender.ts";
import { notificationUseCases } from "./app/use-cases.ts";
import { authClient } from "./clients/auth-client.ts";
import { liquidRenderer } from "./clients/liquid-renderer.ts";
import { orderClient } from "./clients/order-client.ts";
import { parseSender } from "./clients/sender-address.ts";
import { smtpMailer } from "./clients/smtp-mailer.ts";
import { userClient } from "./clients/user-client.ts";
import { notificationConfig } from "./config.ts";
import { accountEvents } from "./consumers/account-events.ts";
import { erasureStarted } from "./consumers/erasure-started.ts";
import { orderEvents } from "./consumers/order-events.ts";
import { shipmentEvents } from "./consumers/shipment-events.ts";
import type { NotificationEvent } from "./domain/notification.ts";
import { encodeEvent } from "./rpc/encode-event.ts";
import { notificationRpc } from "./rpc/notification-rpc.ts";
import { personExportRpc } from "./rpc/person-export-rpc.ts";
import { templateRpc } from "./rpc/template-rpc.ts";
import { readBuiltInTemplates } from "./store/built-in-templates.ts";
import { collections } from "./store/person-record-statements.ts";
import { postgresNotificationStore } from "./store/postgres-notification-store.ts";
import { postgresPersonStore } from "./store/postgres-person-store.ts";
import { postgresTemplateStore } from "./store/postgres-template-store.ts";

/** What customers are told, by e-mail. */
export const notificationService = defineService({
  name: "notification",
  config: notificationConfig,
  async start({ config, clock, ids, log, openDatabase, dial, own, process }) {
    const migrations = new URL("store/migrations/", import.meta.url);
    const database = await openDatabase<NotificationEvent | PersonErased>({ migrations, encodeEvent });
    const { templates, partials } = await readBuiltInTemplates(new URL("templates/", import.meta.url));
    const from = parseSender(config.sender);
    const outcomes = process.telemetry.meter.createCounter("notification.attempts", {
      description: "attempts to send a message, by what came of them",
    });
    const ports = {
      notifications: postgresNotificationStore(database),
      templates: postgresTemplateStore(database, templates),
      orders: orderClient(dial),
      accounts: authClient(dial),
      profiles: userClient(dial),
      renderer: liquidRenderer(partials),
      mailer: own(smtpMailer({ url: config.smtpUrl.reveal(), from })),
      ...{ clock, ids, log, random: Math.random },
      pause: (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }),
      shop: { name: from.name, url: config.storefrontUrl.replace(/\/+$/, "") },
      defaultLanguage: config.defaultLanguage,
      leaseMs: config.leaseDurationMs,
      counted: (template: string, outcome: string) => outcomes.add(1, { template, outcome }),
    };
    const app = notificationUseCases(ports, own(createSender(ports)));
    return {
      rpc: [notificationRpc(app), templateRpc(app), personExportRpc(personRecords(database, collections))],
      consumers: [
        orderEvents(app),
        shipmentEvents(app),
        accountEvents(app),
        erasureStarted(erasePerson({ people: postgresPersonStore(database), clock })),
      ],
      workers: [{ name: "notification.send", everyMs: 1_000, run: app.sendDue }],
    };
  },
});
