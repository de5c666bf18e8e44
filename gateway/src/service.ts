import type { Values } from "#mesh/config";
import { defineService, serviceOf } from "#mesh/runtime";
import { gatewayConfig } from "./config.ts";
import type { PageSource } from "./edge/page.ts";
import { readTls, renewTls, type TlsPaths } from "./edge/renew-tls.ts";
import { reportExchanges } from "./edge/report-exchanges.ts";
import { startGateway } from "./gateway.ts";
import type { Rates } from "./limits/limit-calls.ts";
import { openCounts } from "./limits/open-counts.ts";
import { parseRate } from "./limits/rate.ts";
import { clientPages } from "./own/client-pages.ts";
import { keyPages } from "./own/key-pages.ts";

/** Its own database is no reason to be called not ready: without it, it counts for itself. */
const ownName = "gateway";

/** The public door of the market. It has no RPCs of its own and carries everybody else's. */
export const gatewayService = defineGateway();

/** The gateway with pages besides its own, by path. */
export function defineGateway(pages: ReadonlyMap<string, PageSource> = new Map()) {
  return defineService({
    name: ownName,
    config: gatewayConfig,
    async start({ config, log, own, openDatabase, process }) {
      const { host, port, adminPort, limits } = config;
      const { meter } = process.telemetry;
      const tlsPaths = tlsPathsOf(config.tls);
      const tls = tlsPaths && (await readTls(tlsPaths));
      const gateway = await startGateway({
        contracts: process.contracts,
        channelFor: (typeName) => process.channelTo(serviceOf(typeName)),
        tokens: process.tokens,
        readiness: async () =>
          (await process.readiness()).flatMap(({ name, isReady }) => (isReady || name === ownName ? [] : [name])),
        log,
        renderMetrics: process.telemetry.renderMetrics,
        host,
        port,
        adminPort,
        limits: { ...limits, readBytes: limits.messageBytes, writeBytes: limits.answerBytes },
        rates: ratesOf(config.rates),
        trustedProxies: config.trustedProxies,
        corsOrigins: config.corsOrigins?.split(",").map((origin) => origin.trim()) ?? [],
        tls,
        counts: await openCounts({ config, log, own, openDatabase, meter }),
        secureCookies: config.sessionCookies === "secure",
        observer: process.telemetry.rpcObserver(),
        exchanges: reportExchanges(log, meter),
        pages: new Map([...clientPages(), ...pages, ...keyPages(process.tokens)]),
      });
      own({ close: () => gateway.drain(process.drainTimeoutMs) });
      if (tlsPaths !== undefined && tls !== undefined) own(renewTls(tlsPaths, tls, { renew: gateway.renewTls, log }));
      return { addresses: { url: gateway.url, adminUrl: gateway.adminUrl } };
    },
  });
}

function tlsPathsOf({ keyFile, certFile }: Values<typeof gatewayConfig>["tls"]): TlsPaths | undefined {
  return keyFile !== undefined && certFile !== undefined ? { keyFile, certFile } : undefined;
}

function ratesOf(spelled: Values<typeof gatewayConfig>["rates"]): Rates {
  return Object.fromEntries(Object.entries(spelled).map(([name, text]) => [name, parseRate(text)]));
}
