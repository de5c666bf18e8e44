import { setTimeout as pause } from "node:timers/promises";
import { erasePerson, type PersonErased } from "#mesh/kernel";
import { defineService } from "#mesh/runtime";
import { personRecords } from "#mesh/store";
import { backgroundWork } from "./app/background-work.ts";
import { giftCardUseCases } from "./app/gift-cards.ts";
import { paymentUseCases } from "./app/use-cases.ts";
import { walletUseCases } from "./app/wallet-use-cases.ts";
import { authClient } from "./clients/auth-client.ts";
import { giftCardCodes } from "./clients/gift-card-codes.ts";
import { openStripe } from "./clients/open-stripe.ts";
import { stripeProvider } from "./clients/stripe-provider.ts";
import { stripeWebhook } from "./clients/stripe-webhook.ts";
import { paymentConfig } from "./config.ts";
import { erasureStarted } from "./consumers/erasure-started.ts";
import type { PaymentEvent } from "./domain/payment.ts";
import type { WalletEvent } from "./domain/wallet.ts";
import { encodeEvent } from "./rpc/encode-event.ts";
import { giftCardDeskRpc, giftCardRpc } from "./rpc/gift-card-rpc.ts";
import { paymentRpc } from "./rpc/payment-rpc.ts";
import { personExportRpc } from "./rpc/person-export-rpc.ts";
import { processingRpc } from "./rpc/processing-rpc.ts";
import { walletDeskRpc, walletRpc } from "./rpc/wallet-rpc.ts";
import { webhookRpc } from "./rpc/webhook-rpc.ts";
import { collections } from "./store/person-record-statements.ts";
import { postgresGiftCardStore } from "./store/postgres-gift-card-store.ts";
import { postgresPaymentStore } from "./store/postgres-payment-store.ts";
import { postgresPersonStore } from "./store/postgres-person-store.ts";
import { postgresWalletStore } from "./store/postgres-wallet-store.ts";
import { postgresWebhookStore } from "./store/postgres-webhook-store.ts";

/** Money taken from customers and given back. */
export const paymentService = defineService({
  name: "payment",
  config: paymentConfig,
  async start({ config, clock, ids, log, openDatabase, dial, own }) {
    const { stripe, webhookSecret } = openStripe(config);
    const migrations = new URL("store/migrations/", import.meta.url);
    const database = await openDatabase<PaymentEvent | WalletEvent | PersonErased>({ migrations, encodeEvent });
    const app = paymentUseCases({
      payments: postgresPaymentStore(database),
      webhooks: postgresWebhookStore(database),
      provider: stripeProvider({ stripe, clock, timeoutMs: config.providerTimeoutMs }),
      verifyWebhook: stripeWebhook(stripe, webhookSecret, clock),
      background: own(backgroundWork(log)),
      clock,
      ids,
      log,
      pause,
      returnUrl: config.returnUrl,
    });
    const wallets = walletUseCases({
      wallets: postgresWalletStore(database),
      accounts: authClient(dial),
      clock,
      ids,
    });
    const giftCards = giftCardUseCases({
      giftCards: postgresGiftCardStore(database),
      codes: giftCardCodes,
      clock,
      ids,
    });
    return {
      rpc: [
        processingRpc(app),
        paymentRpc(app),
        webhookRpc(app),
        walletRpc(wallets),
        walletDeskRpc(wallets),
        giftCardRpc(giftCards),
        giftCardDeskRpc(giftCards),
        personExportRpc(personRecords(database, collections)),
      ],
      consumers: [erasureStarted(erasePerson({ people: postgresPersonStore(database), clock }))],
      workers: [
        { name: "payment.resolve_unknown", everyMs: 3_000, run: app.resolveUnknown },
        { name: "payment.process_webhooks", everyMs: 3_000, run: app.processWebhooks },
      ],
    };
  },
});
