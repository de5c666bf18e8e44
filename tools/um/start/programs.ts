import { join } from "node:path";
import { freePort } from "#mesh/machine";
import { nodeProcess, type Unit } from "#mesh/supervisor";
import type { Identities } from "./identities.ts";
import type { Layout } from "./layout.ts";
import { mainOf, root, serviceNames } from "./service-names.ts";

export interface ProgramOptions {
  readonly layout: Layout;
  readonly identities: Identities;
  /** What single services are told besides, by their names. */
  readonly serviceEnv: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The database's URL, asked for when a program starts. */
  databaseUrl(): string;
  readonly port: number;
  readonly adminPort: number;
  readonly grpcPort: number;
}

/** One program with every service and the gateway; its gRPC port is the engineers' own. */
export function oneProgram({ layout, identities, serviceEnv, databaseUrl, ...ports }: ProgramOptions): Unit {
  return nodeProcess({
    name: "market",
    args: [join(root, "tools/um/market.ts")],
    logFolder: layout.logs,
    env: () => ({
      ...identities.env,
      ...Object.assign({}, ...Object.values(serviceEnv)),
      ...compileCache(layout),
      DATABASE_URL: databaseUrl(),
      PORT: String(ports.port),
      ADMIN_PORT: String(ports.adminPort),
      MESH_LISTEN: `127.0.0.1:${ports.grpcPort}`,
    }),
  });
}

/** Where all programs keep what they compiled, unless somebody has chosen another place. */
function compileCache({ compileCache }: Layout): Readonly<Record<string, string>> {
  return process.env.NODE_COMPILE_CACHE ? {} : { NODE_COMPILE_CACHE: compileCache };
}

/** A program for each service, speaking TLS to each other, and then one for the gateway. */
export async function manyPrograms(options: ProgramOptions): Promise<readonly (readonly Unit[])[]> {
  const { layout, identities, serviceEnv, databaseUrl, port, adminPort } = options;
  const addresses = new Map<string, string>();
  for (const name of serviceNames()) addresses.set(name, `127.0.0.1:${await freePort()}`);
  const peers = [...addresses].map(([name, address]) => `${name}=${address}`).join(",");

  const program = async (name: string, main: string, env: () => Readonly<Record<string, string>>) => {
    const common = {
      ...identities.env,
      ...compileCache(layout),
      MESH_PEERS: peers,
      MESH_TLS_FOLDER: identities.certificatesOf(name),
    };
    return nodeProcess({
      name,
      args: [main],
      logFolder: layout.logs,
      env: () => ({ ...common, ...env() }),
    });
  };
  const own = [...addresses].map(([name, MESH_LISTEN]) =>
    program(name, mainOf(name), () => ({
      ...serviceEnv[name],
      MESH_LISTEN,
      DATABASE_URL: databaseUrl(),
      MESH_POOL_SIZE: "5",
    })),
  );
  const gateway = program("gateway", join(root, "gateway/src/main.ts"), () => ({
    PORT: `${port}`,
    ADMIN_PORT: `${adminPort}`,
  }));
  return [await Promise.all(own), [await gateway]];
}
