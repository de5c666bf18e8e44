import type { Config, Values } from "#mesh/config";
import type { Consumer } from "#mesh/events";
import type { TokenVerifier } from "#mesh/identity";
import type { Clock, DomainEvent, Ids, Logger } from "#mesh/kernel";
import type { Channel, Client, Contracts, ServiceBinding, ServiceDefinition } from "#mesh/rpc";
import type { Database, EncodedEvent } from "#mesh/store";
import type { Telemetry } from "#mesh/telemetry";
import type { Readiness } from "./readiness.ts";
import type { Closable } from "./resources.ts";
import type { Worker } from "./workers.ts";

/** What a service is made from: its name, its settings, and what starts it. */
export interface Service<C extends Config> {
  /** What other services, the mesh, the database schema and the environment know it by, such as "product". */
  readonly name: string;
  readonly config: C;
  start(context: ServiceContext<Values<C>>): Promise<RunningService>;
}

/** A service of any settings. */
export type AnyService = Service<never> | Service<Config>;

/** What a started service offers. */
export interface RunningService {
  readonly rpc?: readonly ServiceBinding[];
  readonly consumers?: readonly Consumer[];
  readonly workers?: readonly Worker[];
  /** Where it can be reached besides gRPC, such as { url: "http://127.0.0.1:8080" }. */
  readonly addresses?: Readonly<Record<string, string>>;
}

/** What the runtime gives a service to start with. */
export interface ServiceContext<V> {
  readonly config: V;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  /** The service's own schema, migrated. Its outbox is relayed, its health counts, it is closed with the service. */
  openDatabase<E extends DomainEvent>(options: SchemaOptions<E>): Promise<Database<E>>;
  /** A client of another service, found by the package of its contract. Calls carry this service's identity. */
  dial<S extends ServiceDefinition>(definition: S): Client<S>;
  /** Closes the resource when the service ends, after those owned later. */
  own<T extends Closable>(resource: T): T;
  /** The process around the service, for those that carry calls of others. */
  readonly process: ServiceProcess;
}

export interface SchemaOptions<E extends DomainEvent> {
  /** Folder of the service's migrations; its URL ends in "/". */
  readonly migrations: URL;
  encodeEvent(event: E): EncodedEvent;
}

/** What all services of a process share. */
export interface ServiceProcess {
  readonly contracts: Contracts;
  readonly tokens: TokenVerifier;
  readonly telemetry: Telemetry;
  /** A way to the service of this name, for encoded calls under this service's identity. */
  channelTo(service: string): Channel;
  /** How long calls in flight may go on when the process stops. */
  readonly drainTimeoutMs: number;
  /** What of the market answers now. */
  readiness(): Promise<readonly Readiness[]>;
}

/** Describes a service; nothing happens until the runtime starts it. */
export function defineService<const C extends Config>(service: Service<C>): Service<C> {
  return service;
}
