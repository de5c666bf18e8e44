import {
  type Config,
  ConfigError,
  defineConfig,
  duration,
  flag,
  integer,
  list,
  prefixOf,
  secret,
  text,
  type Values,
} from "#mesh/config";
import { telemetryConfig } from "#mesh/telemetry";
import type { AnyService } from "./define-service.ts";

/** The settings every process of the market shares. */
export const meshConfig = defineConfig({
  database: {
    url: secret("DATABASE_URL", {
      optional: true,
      description:
        "PostgreSQL of the market, postgres://user:password@host:port/database; services that keep data need it",
    }),
    poolSize: integer("MESH_POOL_SIZE", {
      default: 4,
      min: 1,
      max: 100,
      description: "database connections of each service",
    }),
    requestKeyRetentionMs: duration("MESH_REQUEST_KEY_RETENTION", {
      default: "7d",
      min: "1h",
      description: "how long a request_id is remembered with its answer",
    }),
  },
  tokens: {
    keys: text("MESH_TOKEN_KEYS", { description: "path or URL of the JWKS that verifies access tokens" }),
    issuer: text("MESH_TOKEN_ISSUER", { description: "the `iss` an access token must have" }),
    audience: text("MESH_TOKEN_AUDIENCE", {
      default: "ultramarket",
      description: "the `aud` an access token must have",
    }),
  },
  grpc: {
    listen: text("MESH_LISTEN", {
      default: "127.0.0.1:0",
      pattern: /^.+:\d+$/,
      wanted: "host:port",
      description: "host:port the process serves gRPC on; port 0 takes a free one",
    }),
    peers: list("MESH_PEERS", {
      default: [],
      description: "where services are, such as product=127.0.0.1:4001; those not named are at <service>:50051",
    }),
    tlsFolder: text("MESH_TLS_FOLDER", {
      optional: true,
      description: "folder with key.pem, cert.pem and ca.pem of the workload; unset where a sidecar does TLS",
    }),
    trustSidecar: flag("MESH_TRUST_SIDECAR", {
      default: false,
      description: "true where a sidecar ends TLS on this host: its x-forwarded-client-cert names the calling workload",
    }),
    drainTimeoutMs: duration("MESH_DRAIN_TIMEOUT", {
      default: "10s",
      description: "how long a stopping process lets calls in flight go on",
    }),
  },
  telemetry: telemetryConfig,
  crashFolder: text("MESH_CRASH_FOLDER", {
    optional: true,
    description: "folder in which tests arm checkpoints at which a process ends; refused with PROFILE=production",
  }),
});

/** Everything a process with these services reads from the environment. */
export function configOf(services: readonly AnyService[]) {
  const own: Record<string, Config> = Object.fromEntries(services.map(({ name, config }) => [name, config as Config]));
  return defineConfig({ mesh: meshConfig, services: own });
}

/** What its variables start with; an unknown one that does is refused. */
export function prefixesOf(services: readonly AnyService[]): readonly string[] {
  return ["MESH_", ...services.map(({ name }) => prefixOf(name))];
}

/** The database's URL, for a process that needs one. Throws ConfigError if it is not set. */
export function databaseUrl({ database }: Values<typeof meshConfig>): string {
  if (database.url === undefined) {
    throw new ConfigError([
      { name: "DATABASE_URL", text: "not set, and this process keeps data; postgres://... is wanted" },
    ]);
  }
  return database.url.reveal();
}
