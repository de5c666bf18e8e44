import { join } from "node:path";
import { nodeProcess, type Unit } from "#mesh/supervisor";
import type { StartSettings } from "../../start-config.ts";
import type { Layout } from "../layout.ts";
import { root } from "../service-names.ts";
import { localCarrier } from "./local-carrier.ts";
import { localMailbox } from "./local-mailbox.ts";
import { localStripe } from "./local-stripe.ts";
import type { Sandbox } from "./sandbox.ts";

/** The local servers for those outside parties that the settings do not name otherwise. */
export async function openSandboxes(
  { paymentProvider, carrier, smtpUrl }: Pick<StartSettings, "paymentProvider" | "carrier" | "smtpUrl">,
  layout: Layout,
  url: string,
): Promise<readonly Sandbox[]> {
  const wanted = [
    paymentProvider === "stripe-sandbox" ? localStripe(layout, url) : undefined,
    carrier === "sandbox" ? localCarrier(layout) : undefined,
    smtpUrl === undefined ? localMailbox(layout) : undefined,
  ];
  return (await Promise.all(wanted)).filter((sandbox) => sandbox !== undefined);
}

/** One process for all of them, which are idle most of the time; none if there are none. */
export function sandboxUnits(sandboxes: readonly Sandbox[], { logs, compileCache }: Layout): readonly Unit[] {
  if (sandboxes.length === 0) return [];
  const unit = nodeProcess({
    name: "sandboxes",
    args: [join(root, "tools/um/sandboxes.ts"), ...sandboxes.map(({ name }) => name)],
    logFolder: logs,
    env: { NODE_COMPILE_CACHE: compileCache, ...Object.assign({}, ...sandboxes.map(({ env }) => env)) },
  });
  return [unit];
}
