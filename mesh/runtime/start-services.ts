import type { Values } from "#mesh/config";
import { type Clock, createIds, type DomainEvent } from "#mesh/kernel";
import { createClient, type ServiceDefinition } from "#mesh/rpc";
import { type Database, openDatabase } from "#mesh/store";
import type {
  AnyService,
  RunningService,
  SchemaOptions,
  Service,
  ServiceContext,
  ServiceProcess,
} from "./define-service.ts";
import { type Directory, serviceOf } from "./directory.ts";
import type { Resources } from "./resources.ts";
import { type configOf, databaseUrl } from "./settings.ts";

export interface StartOptions {
  readonly settings: Values<ReturnType<typeof configOf>>;
  readonly clock: Clock;
  readonly process: Omit<ServiceProcess, "channelTo">;
  readonly directory: Directory;
  readonly resources: Resources;
  /** Takes in the databases that services open. */
  readonly databases: Database<DomainEvent>[];
}

/** Starts the services one after the other. */
export async function startServices(
  services: readonly AnyService[],
  options: StartOptions,
): Promise<readonly RunningService[]> {
  const running: RunningService[] = [];
  for (const service of services as readonly Service<never>[]) {
    running.push(await service.start(contextOf(service.name, options) as ServiceContext<never>));
  }
  return running;
}

function contextOf(name: string, options: StartOptions): ServiceContext<unknown> {
  const { settings, clock, process, directory, resources, databases } = options;
  const log = process.telemetry.logOf(name);
  const ids = createIds(clock);
  const { poolSize } = settings.mesh.database;
  return {
    config: settings.services[name],
    clock,
    ids,
    log,
    own: resources.own,
    process: { ...process, channelTo: (service) => directory.channelTo(service, name) },
    async openDatabase<E extends DomainEvent>(schema: SchemaOptions<E>): Promise<Database<E>> {
      const store = { ...schema, service: name, url: databaseUrl(settings.mesh), poolSize, clock, ids, log };
      const database = resources.own(await openDatabase(store));
      databases.push(database as unknown as Database<DomainEvent>);
      return database;
    },
    dial<S extends ServiceDefinition>(definition: S) {
      return createClient(definition, directory.channelTo(serviceCalled(definition), name));
    },
  };
}

function serviceCalled(definition: ServiceDefinition): string {
  const [method] = Object.values(definition);
  if (method === undefined) throw new TypeError("a service without methods cannot be dialled");
  return serviceOf(method.path.slice(1));
}
