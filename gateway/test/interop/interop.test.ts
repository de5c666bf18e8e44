import {
  type Channel,
  createRpcCore,
  grpcChannel,
  implement,
  inProcessChannel,
  loadContracts,
  serveGrpc,
} from "#mesh/rpc";
import { testGateway } from "../test-gateway.ts";
import { serveTestService } from "./grpc-js-test-service.ts";
import { interopClient, runInteropCase } from "./interop-client.ts";
import { testService, testServiceDefinition } from "./test-service.ts";
import { testServiceFile } from "./test-service-contract.ts";

/** https://github.com/grpc/grpc/blob/master/doc/interop-test-descriptions.md */
const cases = [
  "empty_unary",
  "large_unary",
  "client_streaming",
  "server_streaming",
  "ping_pong",
  "empty_stream",
  "timeout_on_sleeping_server",
  "cancel_after_begin",
  "cancel_after_first_response",
  "status_code_and_message",
  "special_status_message",
  "unimplemented_method",
  "unimplemented_service",
  "custom_metadata",
];

/** Cases a service of ours deliberately does not pass, and why. */
const exceptions: Readonly<Record<string, string>> = {
  custom_metadata: "services read no headers but their own, so that nothing rests on one that a client could forge",
};

const none: typeof exceptions = {};

const contracts = loadContracts(testServiceFile);
const mebibyte = 1024 * 1024;

interface Served extends AsyncDisposable {
  readonly address: string;
}

const core = createRpcCore({ services: [implement(testServiceDefinition, testService as never)], contracts });

/** A service of the mesh on its own gRPC port. */
async function serveDirectly(): Promise<Served> {
  const { address, drain } = await serveGrpc({ core, address: "127.0.0.1:0" });
  return { address, [Symbol.asyncDispose]: () => drain(0) };
}

/** The gateway in front of a grpc-js server. */
async function serveThroughGateway(): Promise<Served> {
  const upstream = await serveTestService();
  const served = await gatewayTo(grpcChannel({ address: upstream.address }));
  return {
    ...served,
    async [Symbol.asyncDispose]() {
      await served[Symbol.asyncDispose]();
      upstream[Symbol.dispose]();
    },
  };
}

/** The gateway and a service of the mesh in one process, as `make start` has them. */
function serveInProcess(): Promise<Served> {
  return gatewayTo(inProcessChannel(core, "gateway"));
}

/** The gateway with the headers of the test on their way through, and errors as they are: the tests use UNKNOWN. */
async function gatewayTo(channel: Channel): Promise<Served> {
  const carried = (name: string) => name.startsWith("x-grpc-test-echo-");
  const headerRules = { on: carried, back: carried };
  const options = { contracts, channelFor: () => channel, headerRules, openErrors: true, limits: roomy };
  const gateway = await testGateway({}, options);
  return {
    address: new URL(gateway.url).host,
    async [Symbol.asyncDispose]() {
      await gateway.drain(0);
      await channel.close();
    },
  };
}

const roomy = {
  readBytes: mebibyte,
  writeBytes: mebibyte,
  headerBytes: 8 * 1024,
  headersTimeoutMs: 5_000,
  bodyTimeoutMs: 5_000,
  idleTimeoutMs: 10_000,
  connections: 100,
  streams: 50,
};

describe.each([
  ["a service", serveDirectly, exceptions],
  ["the gateway", serveThroughGateway, none],
  ["a service in the gateway's process", serveInProcess, exceptions],
])("grpc-go and %s", (_, serve, excused) => {
  let client: string | undefined;
  let served: Served | undefined;

  beforeAll(async () => {
    const found = await interopClient();
    if ("path" in found) client = found.path;
    else console.log(`Not tested: ${found.problem}`);
    served = await serve();
  }, 620_000);

  afterAll(() => served?.[Symbol.asyncDispose]());

  test.each(cases)("%s", async (testCase) => {
    if (client === undefined || served === undefined) return;
    const running = runInteropCase({ client, address: served.address, testCase });
    if (excused[testCase] === undefined) await running;
    else await expect(running).rejects.toThrow(/metadata/i);
  });
});
