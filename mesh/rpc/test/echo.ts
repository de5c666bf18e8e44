import { file_ultramarket_testing_v1_echo_service as echoFile } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { EchoServiceService } from "#gen/grpc/ultramarket/testing/v1/echo_service.ts";
import { refuse, type User } from "#mesh/kernel";
import {
  type Channel,
  type Client,
  createClient,
  createRpcCore,
  grpcChannel,
  type Handlers,
  implement,
  inProcessChannel,
  loadContracts,
  type RpcCore,
  type RpcCoreOptions,
  serveGrpc,
  type TokenVerifier,
} from "../mod.ts";
import { type TestAuthority, testAuthority } from "./certificates.ts";

export type EchoHandlers = Handlers<typeof EchoServiceService>;
export type EchoClient = Client<typeof EchoServiceService>;

export const echoContracts = loadContracts(echoFile);

export const echoPath = EchoServiceService.echo.path;

/** The token is the user's name: ada may write, staff reads every note, bob may nothing. */
export const tokens: TokenVerifier = {
  async verify(token) {
    const user = users.get(token);
    if (user === undefined) throw refuse("TOKEN_INVALID");
    return user;
  },
};

const users = new Map<string, User>([
  ["ada", { userId: "usr_ada", sessionId: "s1", permissions: new Set(["echo.write"]), isGuest: false }],
  ["bob", { userId: "usr_bob", sessionId: "s2", permissions: new Set(), isGuest: false }],
  ["staff", { userId: "usr_staff", sessionId: "s3", permissions: new Set(["note.read"]), isGuest: false }],
]);

export const echoHandlers: EchoHandlers = {
  echo: async ({ message }) => ({ message }),
  write: async ({ message }) => ({ message, effects: 1n }),
  getNote: async ({ noteId }) => ({ note: { noteId, userId: "usr_ada", email: "ada@example.com" } }),
  whisper: async (_, { caller }) => ({ workload: caller.workload }),
  async *repeat({ message, count }) {
    for (let index = 0; index < count; index++) yield { message };
  },
  async collect(requests) {
    const messages: string[] = [];
    for await (const { message } of requests) messages.push(message);
    return { messages };
  },
  async *converse(requests) {
    for await (const { message } of requests) yield { message };
  },
};

export function echoCore(handlers: Partial<EchoHandlers> = {}, options: Partial<RpcCoreOptions> = {}): RpcCore {
  const services = [implement(EchoServiceService, { ...echoHandlers, ...handlers })];
  const shedding = { loopDelayMs: () => 0, ...options.shedding };
  return createRpcCore({ services, contracts: echoContracts, tokens, ...options, shedding });
}

/** A server with a client that is the workload "friend". */
export interface Echo extends AsyncDisposable {
  readonly core: RpcCore;
  readonly channel: Channel;
  readonly client: EchoClient;
}

export type OpenEcho = (handlers?: Partial<EchoHandlers>, options?: Partial<RpcCoreOptions>) => Promise<Echo>;

async function openInProcess(...given: Parameters<OpenEcho>): Promise<Echo> {
  const core = echoCore(...given);
  const channel = inProcessChannel(core, "friend");
  return { core, channel, client: createClient(EchoServiceService, channel), [Symbol.asyncDispose]: channel.close };
}

let authority: Promise<TestAuthority> | undefined;

export function echoAuthority(): Promise<TestAuthority> {
  authority ??= testAuthority();
  return authority;
}

async function openGrpc(...given: Parameters<OpenEcho>): Promise<Echo> {
  const { issue } = await echoAuthority();
  const core = echoCore(...given);
  const tls = { ...(await issue("spiffe://ultramarket/sa/echo")), requireClient: true };
  const server = await serveGrpc({ core, address: "127.0.0.1:0", tls });
  const own = await issue("spiffe://ultramarket/sa/friend");
  const channel = grpcChannel({ address: server.address, tls: { ...own, server: "echo" } });
  const close = async () => {
    await channel.close();
    await server.drain(0);
  };
  return { core, channel, client: createClient(EchoServiceService, channel), [Symbol.asyncDispose]: close };
}

/** For `describe.each`: what holds over one transport holds over the other. */
export const transports: readonly (readonly [string, OpenEcho])[] = [
  ["in process", openInProcess],
  ["over gRPC", openGrpc],
];

/** What a call was refused with. */
export async function refusal(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("the call was not refused");
}

export async function* items<T>(...values: T[]): AsyncGenerator<T> {
  yield* values;
}

export async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of stream) found.push(item);
  return found;
}
