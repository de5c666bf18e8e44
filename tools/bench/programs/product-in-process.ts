import type pg from "pg";
import { createIds, systemClock } from "#mesh/kernel";
import { createRpcCore, inProcessChannel, loadContracts, type RpcCore } from "#mesh/rpc";
import type { RunningService } from "#mesh/runtime";
import { openDatabase } from "#mesh/store";
import { startTelemetry } from "#mesh/telemetry";
import type { ProductEvent } from "../../../services/product/src/domain/product.ts";
import { productService } from "../../../services/product/src/service.ts";
import { postgresProductStore } from "../../../services/product/src/store/postgres-product-store.ts";

/** The product service of a market, without the processes and doors around it. */
export interface ProductInProcess {
  /** The core as a market has it. */
  readonly core: RpcCore;
  /** The store's own reads. */
  readonly find: ReturnType<typeof postgresProductStore>["find"];
  /** The pool of connections beneath. */
  readonly pool: pg.Pool;
}

const everything = { userId: "usr_bench", sessionId: "ses_bench", permissions: new Set(["*"]), isGuest: false };
const tokens = {
  verify: async () => everything,
  publicKeys: async () => ({ keys: [] }),
  revoke() {},
  endVersionsBelow() {},
  longestLifeMs: 0,
};
const noStaffLists = { productsBefore: () => Promise.reject(new Error("not measured")), close: async () => {} };

/** Telemetry as a market has it; traces go to the collector, if there is one. */
export function telemetryFor(otlpEndpoint?: string) {
  const config = { logLevel: "warn", otlpEndpoint, traceRatio: 0.1, flushTimeoutMs: 1_000 } as const;
  return startTelemetry({ service: "bench", config, registry: loadContracts().registry });
}

export async function openProduct(url: string, poolSize: number): Promise<ProductInProcess> {
  const contracts = loadContracts();
  const telemetry = await telemetryFor();
  const clock = systemClock;
  const ids = createIds(clock);
  const unused = () => {
    throw new Error("the product service calls no other service");
  };
  let opened: Awaited<ReturnType<typeof openDatabase<ProductEvent>>> | undefined;
  const service: RunningService = await productService.start({
    config: { store: "postgres", language: "en" },
    clock,
    ids,
    log: telemetry.log,
    async openDatabase(schema) {
      const common = { ...schema, service: "product", url, poolSize, clock, ids, log: telemetry.log };
      const database = await openDatabase(common);
      opened = database as unknown as NonNullable<typeof opened>;
      return database;
    },
    dial: unused,
    own: (resource) => resource,
    process: { contracts, tokens, telemetry, channelTo: unused, readiness: async () => [], drainTimeoutMs: 1_000 },
  });
  if (opened === undefined) throw new Error("the product service opened no database");
  const observer = telemetry.rpcObserver();
  const core = createRpcCore({ services: service.rpc ?? [], contracts, tokens, observer });
  const { find } = postgresProductStore(opened, noStaffLists);
  return { core, find, pool: opened.pool };
}

export function channelTo(core: RpcCore) {
  return inProcessChannel(core, "gateway");
}
