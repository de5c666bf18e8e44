import { type Env, loadConfig, type Values } from "#mesh/config";
import { createTokenVerifier } from "#mesh/identity";
import { type Clock, type DomainEvent, refuse, systemClock } from "#mesh/kernel";
import { type Channel, createRpcCore, loadContracts, type RpcCore, resilient, toStatus } from "#mesh/rpc";
import type { Database } from "#mesh/store";
import { startTelemetry } from "#mesh/telemetry";
import { checkSessionBy } from "./check-session.ts";
import { armCrashPoints } from "./crash-points.ts";
import type { AnyService, ServiceProcess } from "./define-service.ts";
import { createDirectory, peersOf } from "./directory.ts";
import { keepData } from "./keep-data.ts";
import { openBus } from "./open-bus.ts";
import { marketReadiness, starting } from "./readiness.ts";
import { type Closable, createResources, type Resources } from "./resources.ts";
import { configOf, type meshConfig, prefixesOf } from "./settings.ts";
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
  const { tokens: issuer, grpc, telemetry: telemetryConfig, crashFolder } = settings.mesh;
  if (crashFolder !== undefined) resources.own(armCrashPoints(crashFolder, env.PROFILE));
  const contracts = loadContracts();
  const { registry } = contracts;
  const telemetry = resources.own(await startTelemetry({ service: name, config: telemetryConfig, registry, clock }));
  const { log, meter } = telemetry;
  const onError = (error: unknown) => log.warn("the keys for access tokens could not be read", { error });
  const tokens = createTokenVerifier({ ...issuer, clock, onError });
  const observer = telemetry.rpcObserver();

  let served: RpcCore | undefined;
  const hosted = new Set(services.map((service) => service.name));
  const directory = resources.own(
    createDirectory({
      hosted,
      core: () => served ?? notYet(name),
      peers: peersOf(grpc.peers),
      tls: grpc.tlsFolder === undefined ? undefined : readTls(grpc.tlsFolder),
      guard: (service, channel) => resilient(channel, { service, contracts, observer }),
    }),
  );
  const channelTo = (service: string) => directory.channelTo(service, name);
  const databases: Database<DomainEvent>[] = [];
  const parts = { contracts, databases, hosted, channelTo };
  const readiness = async () => (served === undefined ? starting(hosted) : marketReadiness(parts));
  const process = { contracts, tokens, telemetry, readiness, drainTimeoutMs: grpc.drainTimeoutMs };

  const ground = { settings, clock, process, directory, resources, databases };
  const running = await startServices(services, ground);
  const bindings = running.flatMap(({ rpc = [] }) => rpc);
  const checkSession = checkSessionBy(contracts, channelTo);
  const core = createRpcCore({ services: bindings, contracts, tokens, checkSession, observer, clock });
  const data = { config: settings.mesh, databases, running, clock, log };
  const bus = await openBus({ ...data, tokens, contracts });
  served = core;
  if (bus !== undefined) keepData({ ...data, bus: resources.own(bus), meter }, resources);
  const addresses = Object.assign({}, ...running.map((service) => service.addresses ?? {}));
  return { ...process, config: settings.mesh, core, addresses, channelTo: directory.channelTo, close: resources.close };
}

/** Services are dialled before all of them have started. */
function notYet(service: string): never {
  throw toStatus(refuse("SERVICE_UNAVAILABLE", { metadata: { service } }));
}
