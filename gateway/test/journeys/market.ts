import { startTestHost, type TestHost } from "#mesh/test-host";
import { services } from "../../../services/mod.ts";
import { wantedEvents } from "../../../services/payment/sandbox/mod.ts";
import { type PaymentSandbox, startPaymentSandbox } from "../../../services/payment/test/payment-sandbox.ts";
import { gatewayService } from "../../src/service.ts";

/** The whole market behind its public door, in this process, over a database and a payment provider of its own. */
export interface TestMarket extends TestHost {
  /** "http://127.0.0.1:port". */
  readonly url: string;
  readonly provider: PaymentSandbox;
}

export async function startTestMarket(settings: Readonly<Record<string, string>> = {}): Promise<TestMarket> {
  const provider = await startPaymentSandbox({ events: wantedEvents, delayMs: 50 });
  const env = { PORT: "0", ADMIN_PORT: "0", ...provider.env, ...settings };
  const market = await startTestHost({ services: [...services, gatewayService], env }).catch(async (error) => {
    await provider.close();
    throw error;
  });
  const url = market.host.addresses.url ?? "";
  provider.postEventsTo(`${url}/webhooks/stripe`);
  return { ...market, url, provider, close: () => market.close().finally(provider.close) };
}
