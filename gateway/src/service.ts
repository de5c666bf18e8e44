import { readFileSync } from "node:fs";
import type { Values } from "#mesh/config";
import { defineService, serviceOf } from "#mesh/runtime";
import { gatewayConfig } from "./config.ts";
import type { PageSource } from "./edge/page.ts";
import { reportExchanges } from "./edge/report-exchanges.ts";
import { startGateway } from "./gateway.ts";
import type { Rates } from "./limits/limit-calls.ts";
import { parseRate } from "./limits/rate.ts";

/** The public door of the market. It has no RPCs of its own and carries everybody else's. */
export const gatewayService = defineGateway();

/** The gateway with pages besides its own, by path. */
export function defineGateway(pages: ReadonlyMap<string, PageSource> = new Map()) {
  return defineService({
    name: "gateway",
    config: gatewayConfig,
    async start({ config, log, own, process }) {
      const { host, port, adminPort, limits, tls } = config;
      const gateway = await startGateway({
        contracts: process.contracts,
        channelFor: (typeName) => process.channelTo(serviceOf(typeName)),
        tokens: process.tokens,
        readiness: async () => (await process.readiness()).flatMap(({ name, isReady }) => (isReady ? [] : [name])),
        log,
        renderMetrics: process.telemetry.renderMetrics,
        host,
        port,
        adminPort,
        limits: { ...limits, readBytes: limits.messageBytes, writeBytes: limits.answerBytes },
        rates: ratesOf(config.rates),
        trustedProxies: config.trustedProxies,
        corsOrigins: config.corsOrigins?.split(",").map((origin) => origin.trim()) ?? [],
        tls:
          tls.keyFile && tls.certFile
            ? { key: readFileSync(tls.keyFile), cert: readFileSync(tls.certFile) }
            : undefined,
        secureCookies: config.sessionCookies === "secure",
        observer: process.telemetry.rpcObserver(),
        exchanges: reportExchanges(log, process.telemetry.meter),
        pages,
      });
      own({ close: () => gateway.drain(process.drainTimeoutMs) });
      return { addresses: { url: gateway.url, adminUrl: gateway.adminUrl } };
    },
  });
}

function ratesOf(spelled: Values<typeof gatewayConfig>["rates"]): Rates {
  return Object.fromEntries(Object.entries(spelled).map(([name, text]) => [name, parseRate(text)]));
}
