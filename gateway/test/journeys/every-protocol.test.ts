import {
  create,
  createRegistry,
  type DescMethodUnary,
  getOption,
  type JsonValue,
  type Message,
  type Registry,
  toJson,
} from "@bufbuild/protobuf";
import { type Any, AnySchema } from "@bufbuild/protobuf/wkt";
import { ConnectError, type Transport } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { http } from "#gen/es/google/api/annotations_pb.js";
import { file_google_rpc_error_details } from "#gen/es/google/rpc/error_details_pb.js";
import { type Status, StatusSchema } from "#gen/es/google/rpc/status_pb.js";
import { CategoryServiceService, ProductServiceService } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { createClient, type Method } from "#mesh/rpc";
import { startTestMarket, type TestMarket } from "./market.ts";
import { callRest } from "./rest-call.ts";
import { type Known, sampleRequests } from "./sample-requests.ts";

type Call = (method: DescMethodUnary, request: Message) => Promise<Message>;

let market: TestMarket;
let registry: Registry;
let methods: readonly Method[];
let samples: Readonly<Record<string, Message>>;
const protocols = new Map<string, Call>();

beforeAll(async () => {
  market = await startTestMarket();
  const { contracts } = market.host;
  registry = createRegistry(contracts.registry, file_google_rpc_error_details);
  methods = contracts.methods.filter(({ access }) => access.case !== "internal");
  const headers = { authorization: `Bearer ${await market.tokenFor(["*"])}` };
  const http1 = { baseUrl: market.url, httpVersion: "1.1" } as const;
  const get = createConnectTransport({ ...http1, useHttpGet: true });
  for (const [name, transport] of Object.entries<Transport>({
    "Connect JSON": createConnectTransport({ ...http1, useBinaryFormat: false }),
    "Connect binary": createConnectTransport({ ...http1, useBinaryFormat: true }),
    "Connect GET": get,
    "gRPC-web": createGrpcWebTransport(http1),
    gRPC: createGrpcTransport({ baseUrl: market.url }),
  })) {
    protocols.set(name, overTransport(transport, headers));
  }
  protocols.set("REST", (method, request) => callRest({ baseUrl: market.url, method, request, headers, registry }));
  samples = sampleRequests(await prepare());
});

afterAll(() => market?.close());

/** A product and a category to ask for. */
async function prepare(): Promise<Known> {
  const options = { token: await market.tokenFor(["*"]) };
  const channel = market.host.channelTo("product", "gateway");
  const { category } = await createClient(CategoryServiceService, channel).createCategory(
    { category: { name: "Light", slug: "", description: "", parentCategoryId: "" }, requestId: "" },
    options,
  );
  const categoryId = category?.categoryId ?? "";
  const empty = { slug: "", description: "", brand: "", options: [], variants: [], media: [], attributes: [] };
  const { product } = await createClient(ProductServiceService, channel).createProduct(
    { product: { ...empty, state: 1, name: "Candle", categoryIds: [categoryId] }, requestId: "" },
    options,
  );
  return { productId: product?.productId ?? "", categoryId };
}

function overTransport(transport: Transport, headers: Record<string, string>): Call {
  return async (method, request) => {
    try {
      return (await transport.unary(method, undefined, undefined, headers, request)).message;
    } catch (error) {
      return statusOf(ConnectError.from(error));
    }
  };
}

function statusOf(error: ConnectError): Status {
  const details = error.details.flatMap((detail): Any[] =>
    "type" in detail ? [create(AnySchema, { typeUrl: `type.googleapis.com/${detail.type}`, value: detail.value })] : [],
  );
  return create(StatusSchema, { code: error.code, message: error.rawMessage, details });
}

async function answers(method: Method, request: Message): Promise<Record<string, JsonValue>> {
  const desc = method.desc as DescMethodUnary;
  const found: Record<string, JsonValue> = {};
  for (const [protocol, call] of protocols) {
    const answer = await call(desc, request);
    const schema = answer.$typeName === StatusSchema.typeName ? StatusSchema : desc.output;
    found[protocol] = toJson(schema, answer, { registry });
  }
  return found;
}

const nameOf = ({ desc }: Method) => `${desc.parent.name}.${desc.name}`;

test("there is a sample request for every public RPC, and none for another", () => {
  expect(Object.keys(samples).toSorted()).toEqual(methods.map(nameOf).toSorted());
});

test("every public RPC gives the same answer over every protocol", async () => {
  for (const method of methods) {
    const found = await answers(method, samples[nameOf(method)] as Message);
    const [first] = Object.values(found);
    expect(first).not.toHaveProperty("code");
    expect({ method: nameOf(method), ...found }).toEqual({
      method: nameOf(method),
      ...Object.fromEntries([...protocols.keys()].map((protocol) => [protocol, first])),
    });
  }
});

/** Nothing but what a REST route cannot be without: the ids in its path, and a body. */
function emptyRequest({ desc }: Method): Message {
  const { body, pattern } = getOption(desc, http);
  const inPath = [...String(pattern.value).matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const fields = desc.input.fields.flatMap(({ name, localName }): [string, unknown][] => {
    if (name === body) return [[localName, {}]];
    return inPath.includes(name) ? [[localName, "no-id"]] : [];
  });
  return create(desc.input, Object.fromEntries(fields));
}

test("every public RPC gives the same refusal of an empty request over every protocol", async () => {
  for (const method of methods) {
    const found = await answers(method, emptyRequest(method));
    const [first] = Object.values(found);
    expect({ method: nameOf(method), ...found }).toEqual({
      method: nameOf(method),
      ...Object.fromEntries([...protocols.keys()].map((protocol) => [protocol, first])),
    });
  }
});
