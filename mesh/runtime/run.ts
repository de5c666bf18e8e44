import { parseArgs } from "node:util";
import { ConfigError, checkConfig } from "#mesh/config";
import { type GrpcServer, serveGrpc } from "#mesh/rpc";
import { announceReady, superviseMe } from "#mesh/supervisor";
import type { AnyService } from "./define-service.ts";
import { type Host, startHost } from "./host.ts";
import { configOf, prefixesOf } from "./settings.ts";
import { readTls } from "./tls.ts";

const help = `Runs UltraMarket's services until it is told to stop (SIGTERM, SIGINT).

  --check-config  print every setting, say what is wrong, and exit with 0 or 1
  --help          print this`;

/** Runs a program of these services, set up by its arguments and the environment, until it is told to stop. */
export async function run(...services: readonly AnyService[]): Promise<void> {
  const options = { "check-config": { type: "boolean" }, help: { type: "boolean" } } as const;
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(help);
  } else if (values["check-config"]) {
    process.exitCode = checkConfig(configOf(services), process.env, console.log, { prefixes: prefixesOf(services) });
  } else {
    await serve(services).catch(fail);
  }
}

async function serve(services: readonly AnyService[]): Promise<void> {
  const [only, ...more] = services;
  const name = more.length === 0 && only !== undefined ? only.name : "market";
  const running = startHost({ name, services, env: process.env }).then(open);
  superviseMe({ onStop: async () => (await running).stop() });
  announceReady((await running).details);
}

/** Lets other processes in. */
async function open(host: Host) {
  const grpc = host.core.paths.length === 0 ? undefined : await listen(host);
  return {
    details: { ...host.addresses, ...(grpc === undefined ? {} : { grpc: grpc.address }) },
    async stop() {
      await grpc?.drain(host.config.grpc.drainTimeoutMs);
      await host.close();
    },
  };
}

function listen({ core, config }: Host): Promise<GrpcServer> {
  const { listen: address, tlsFolder, trustSidecar } = config.grpc;
  if (tlsFolder === undefined) return serveGrpc({ core, address, trustForwarded: trustSidecar });
  return serveGrpc({ core, address, tls: { ...readTls(tlsFolder), requireClient: true } });
}

function fail(error: unknown): void {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
