import type { Meter } from "@opentelemetry/api";
import { type Env, loadConfig, type Values } from "#mesh/config";
import { createTokenVerifier } from "#mesh/identity";
import { type Clock, type DomainEvent, type Logger, refuse, systemClock } from "#mesh/kernel";
import { type Channel, createRpcCore, loadContracts, type RpcCore, resilient, toStatus } from "#mesh/rpc";
import { checkPoolBudget, type Database } from "#mesh/store";
import { startTelemetry } from "#mesh/telemetry";
import type { AnyService, RunningService, ServiceProcess } from "./define-service.ts";
import { createDirectory, serviceOf } from "./directory.ts";
import { startEventing } from "./eventing.ts";
import { startHousekeeping } from "./housekeeping.ts";
import { checkHealth, type Readiness, readinessOf } from "./readiness.ts";
import { type Closable, createResources, type Resources } from "./resources.ts";
import { configOf, databaseUrl, type meshConfig, prefixesOf } from "./settings.ts";
import { startServices } from "./start-services.ts";
import { readTls } from "./tls.ts";

export interface HostOptions {
  /** What the process is called in its log: a service's name, or "market" for all of them. */
  readonly name: string;
  readonly services: readonly AnyService[];
  readonly env: Env;
  readonly clock?: Clock;
}

/** Services running in this process. */
export interface Host extends Omit<ServiceProcess, "channelTo">, Closable {
  readonly config: Values<typeof meshConfig>;
  readonly core: RpcCore;
  /** Where the services can be reached besides gRPC. */
  readonly addresses: Readonly<Record<string, string>>;
  /** A way to a service, for a program of this process that goes by the workload's name. */
  channelTo(service: string, workload: string): Channel;
}

/** Starts the services in the order given; if one fails, those before it are closed again. */
export async function startHost(options: HostOptions): Promise<Host> {
  const resources = createResources();
  try {
    return await start(options, resources);
  } catch (error) {
    await resources.close();
    throw error;
  }
}

async function start({ name, services, env, clock = systemClock }: HostOptions, resources: Resources): Promise<Host> {
  const settings = loadConfig(configOf(services), env, { prefixes: prefixesOf(services) });
  const config = settings.mesh;
  const contracts = loadContracts();
  const telemetry = resources.own(
    startTelemetry({ service: name, config: config.telemetry, registry: contracts.registry, clock }),
  );
  const tokens = createTokenVerifier({ ...config.tokens, clock, onError: reportKeys });
  const observer = telemetry.rpcObserver();
  let served: RpcCore | undefined;
  const hosted = new Set(services.map((service) => service.name));
  const directory = resources.own(
    createDirectory({
      hosted,
      core: () => {
        if (served === undefined) throw toStatus(refuse("SERVICE_UNAVAILABLE", { metadata: { service: name } }));
        return served;
      },
      peers: peersOf(config.grpc.peers),
      tls: config.grpc.tlsFolder === undefined ? undefined : readTls(config.grpc.tlsFolder),
      guard: (service, channel) => resilient(channel, { service, contracts, observer }),
    }),
  );
  const process = { contracts, tokens, telemetry, readiness, drainTimeoutMs: config.grpc.drainTimeoutMs };

  const { running, databases } = await startServices(services, { settings, clock, process, directory, resources });
  const bindings = running.flatMap(({ rpc = [] }) => rpc);
  const core = createRpcCore({ services: bindings, contracts, tokens, observer, clock });
  served = core;
  const consumes = running.some(({ consumers = [] }) => consumers.length > 0);
  if (databases.length > 0 || consumes)
    await keepData({ config, databases, running, clock, meter: telemetry.meter, log: telemetry.log }, resources);
  const addresses = Object.assign({}, ...running.map((service) => service.addresses ?? {}));
  return { ...process, config, core, addresses, channelTo: directory.channelTo, close: resources.close };

  function reportKeys(error: unknown): void {
    telemetry.log.warn("the keys for access tokens could not be read", { error });
  }

  async function readiness(): Promise<readonly Readiness[]> {
    const own = databases.map((database) => readinessOf(database.service, () => database.check()));
    const called = new Set(contracts.services.map(({ typeName }) => serviceOf(typeName)));
    const others = [...called.difference(hosted)].map((service) =>
      readinessOf(service, () => checkHealth(directory.channelTo(service, name))),
    );
    return Promise.all([...own, ...others]);
  }
}

interface DataOptions {
  readonly config: Values<typeof meshConfig>;
  readonly databases: readonly Database<DomainEvent>[];
  readonly running: readonly RunningService[];
  readonly clock: Clock;
  readonly meter: Meter;
  readonly log: Logger;
}

/** What goes on beside the calls where data is kept. */
async function keepData({ config, ...options }: DataOptions, resources: Resources): Promise<void> {
  const url = databaseUrl(config);
  const pools = options.databases.map(({ service }) => [service, config.database.poolSize]);
  await checkPoolBudget(url, { ...Object.fromEntries(pools), bus: 3 });
  resources.own(startHousekeeping({ ...options, retentionMs: config.database.requestKeyRetentionMs }));
  resources.own(await startEventing({ ...options, url }));
}

function peersOf(peers: readonly string[]): ReadonlyMap<string, string> {
  return new Map(peers.map((peer) => [peer.slice(0, peer.indexOf("=")), peer.slice(peer.indexOf("=") + 1)]));
}
