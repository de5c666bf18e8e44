import { file_ultramarket_testing_v1_echo_service } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { type Logger, refuse, type User } from "#mesh/kernel";
import { loadContracts, type TokenVerifier } from "#mesh/rpc";
import { type Gateway, type GatewayOptions, startGateway } from "../src/gateway.ts";
import { type Script, type ScriptedUpstream, scriptedUpstream } from "./scripted-upstream.ts";

/** A gateway on free ports in front of a scripted service, with what it logged. */
export interface TestGateway extends Gateway, AsyncDisposable {
  readonly upstream: ScriptedUpstream;
  readonly logged: { readonly level: string; readonly message: string; readonly fields: object | undefined }[];
}

export const contracts = loadContracts(file_ultramarket_testing_v1_echo_service);

const user: User = { userId: "usr_1", permissions: new Set(["echo.write"]), sessionId: "ses_1", isGuest: false };

/** Takes the token "good" only. */
export const tokens: TokenVerifier = {
  verify: (token) => (token === "good" ? Promise.resolve(user) : Promise.reject(refuse("TOKEN_INVALID"))),
};

export const limits = {
  readBytes: 64 * 1024,
  writeBytes: 256 * 1024,
  headerBytes: 8 * 1024,
  headersTimeoutMs: 5_000,
  bodyTimeoutMs: 5_000,
  idleTimeoutMs: 10_000,
  connections: 100,
  streams: 50,
};

/** Starts it; `await using` drains it at once. */
export async function testGateway(script: Script = {}, options: Partial<GatewayOptions> = {}): Promise<TestGateway> {
  const logged: TestGateway["logged"] = [];
  const upstream = scriptedUpstream(script);
  const gateway = await startGateway({
    contracts,
    channelFor: () => upstream,
    tokens,
    readiness: async () => [],
    log: recorder(logged),
    renderMetrics: async () => "up 1\n",
    host: "127.0.0.1",
    port: 0,
    adminPort: 0,
    ...options,
    limits: { ...limits, ...options.limits },
  });
  return { ...gateway, upstream, logged, [Symbol.asyncDispose]: () => gateway.drain(0) };
}

function recorder(logged: TestGateway["logged"]): Logger {
  const at = (level: string) => (message: string, fields?: object) => {
    logged.push({ level, message, fields });
  };
  const logger: Logger = {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
  };
  return logger;
}
