import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { services } from "../../../services/mod.ts";
import { type Mailbox, startMailbox } from "../../../services/notification/sandbox/mod.ts";
import { wantedEvents } from "../../../services/payment/sandbox/mod.ts";
import { type PaymentSandbox, startPaymentSandbox } from "../../../services/payment/test/payment-sandbox.ts";
import { type CarrierSandbox, startCarrierSandbox } from "../../../services/shipping/sandbox/mod.ts";
import { gatewayService } from "../../src/service.ts";

/** The whole market behind its public door, in this process, over a database and outside parties of its own. */
export interface TestMarket extends TestHost {
  /** "http://127.0.0.1:port". */
  readonly url: string;
  readonly provider: PaymentSandbox;
}

/** Settings of a gateway that counts no calls. */
export const unlimited: Readonly<Record<string, string>> = Object.fromEntries(
  ["READ", "SEARCH", "WRITE", "BULK", "MONEY", "CREDENTIAL"].map((name) => [`GATEWAY_RATE_${name}`, "none"]),
);

const soft = new Set(["analytics", "notification", "search", "shipping", "user"]);

/** The services that a purchase cannot do without. */
export const hardServices = services.filter(({ name }) => !soft.has(name));

/** Starts one of all services, or of those named, behind the gateway or a variant of it. */
export async function startTestMarket(
  settings: Readonly<Record<string, string>> = {},
  wanted = services,
  gateway = gatewayService,
): Promise<TestMarket> {
  const outside = await openOutside();
  const env = { PORT: "0", ADMIN_PORT: "0", ...outside.env, ...settings };
  const market = await startTestHost({ services: [...wanted, gateway], env }).catch(async (error) => {
    await outside.close();
    throw error;
  });
  const url = market.host.addresses.url ?? "";
  outside.provider.postEventsTo(`${url}/webhooks/stripe`);
  return { ...market, url, provider: outside.provider, close: () => market.close().finally(outside.close) };
}

/** A payment provider, a carrier whose parcels stay where they are, and a mail server. */
async function openOutside() {
  const provider = await startPaymentSandbox({ events: wantedEvents, delayMs: 50 });
  const carrier = await startCarrierSandbox({ stageMs: 0 });
  const folder = await mkdtemp(join(tmpdir(), "mailbox-"));
  const mailbox = await startMailbox({ folder });
  const env = { ...provider.env, ...carrierEnv(carrier), NOTIFICATION_SMTP_URL: mailbox.url };
  return { provider, env, close: () => closeAll(provider, carrier, mailbox) };
}

function carrierEnv({ url, secretKey }: CarrierSandbox) {
  return { SHIPPING_CARRIER_URL: url, SHIPPING_CARRIER_KEY: secretKey };
}

async function closeAll(provider: PaymentSandbox, carrier: CarrierSandbox, mailbox: Mailbox): Promise<void> {
  await Promise.all([provider.close(), carrier.close(), mailbox.close()]);
  await rm(mailbox.folder, { recursive: true, force: true });
}
