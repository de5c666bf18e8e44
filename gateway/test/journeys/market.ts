import { startTestHost, type TestHost } from "#mesh/test-host";
import { services } from "../../../services/mod.ts";
import { gatewayService } from "../../src/service.ts";

/** The whole market behind its public door, in this process, over a database of its own. */
export interface TestMarket extends TestHost {
  /** "http://127.0.0.1:port". */
  readonly url: string;
}

export async function startTestMarket(): Promise<TestMarket> {
  const env = { PORT: "0", ADMIN_PORT: "0" };
  const market = await startTestHost({ services: [...services, gatewayService], env });
  return { ...market, url: market.host.addresses.url ?? "" };
}
