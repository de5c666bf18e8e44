import { ConfigError, type Values } from "#mesh/config";
import type { Carrier } from "../app/ports.ts";
import type { shippingConfig } from "../config.ts";
import { httpCarrier } from "./http-carrier.ts";

const sandbox = { url: "http://127.0.0.1:12121", key: "carrier_test_key" };

/** The configured carriers. Throws ConfigError if one that is not the sandbox has no URL or key. */
export function openCarriers(config: Values<typeof shippingConfig>): readonly Carrier[] {
  const { carrier, carrierId, carrierUrl, carrierKey, carrierTimeoutMs: timeoutMs, sender } = config;
  const isSandbox = carrier === "sandbox";
  const url = carrierUrl ?? (isSandbox ? sandbox.url : undefined);
  const key = carrierKey?.reveal() ?? (isSandbox ? sandbox.key : undefined);
  if (url === undefined) throw missing("SHIPPING_CARRIER_URL");
  if (key === undefined) throw missing("SHIPPING_CARRIER_KEY");
  const from = { ...sender, organization: "", line2: "", regionCode: "", phone: "" };
  return [httpCarrier({ carrierId, url: url.replace(/\/$/, ""), key, timeoutMs, sender: from })];
}

function missing(name: string): ConfigError {
  return new ConfigError([{ name, text: "not set, and SHIPPING_CARRIER=api needs it" }]);
}
