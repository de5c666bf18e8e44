import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { freePort } from "#mesh/machine";
import type { Layout } from "../layout.ts";
import { keysIn, type Sandbox } from "./sandbox.ts";

/** The simulated carrier, on a free port. Its key is made once, at random, and its parcels are kept. */
export async function localCarrier({ carrier }: Layout): Promise<Sandbox> {
  const { secretKey } = await keysIn(carrier, () => ({ secretKey: `carrier_${randomBytes(24).toString("hex")}` }));
  const port = String(await freePort());
  return {
    name: "carrier",
    env: {
      CARRIER_SANDBOX_PORT: port,
      CARRIER_SANDBOX_STORE: join(carrier, "parcels.sqlite"),
      CARRIER_SANDBOX_SECRET_KEY: secretKey,
    },
    serviceEnv: {
      SHIPPING_CARRIER: "sandbox",
      SHIPPING_CARRIER_URL: `http://127.0.0.1:${port}`,
      SHIPPING_CARRIER_KEY: secretKey,
    },
  };
}
