import { encodeFrame } from "../frames.ts";
import { testGateway } from "../test-gateway.ts";

const service = "/ultramarket.testing.v1.EchoService";
const broken = Buffer.from([0x0a, 0xff]);

async function post(url: string, type: string, body: Uint8Array): Promise<string> {
  const response = await fetch(url, { method: "POST", headers: { "content-type": type }, body: Buffer.from(body) });
  const text = await response.text();
  return type.startsWith("application/grpc-web-text") ? Buffer.from(text, "base64").toString() : text;
}

test.each([
  ["Connect", "Echo", "application/proto", broken],
  ["Connect, streaming", "Repeat", "application/connect+proto", encodeFrame(broken)],
  ["Connect, streaming requests", "Collect", "application/connect+proto", encodeFrame(broken)],
])("Protobuf that is broken is INVALID_REQUEST by %s", async (_, rpc, type, body) => {
  await using gateway = await testGateway();
  const text = await post(`${gateway.url}${service}/${rpc}`, type, body);
  const { code, details } = JSON.parse(/{"code".*?}\]/.exec(text)?.[0].concat("}") ?? "{}");
  expect([code, details.map(({ type }: { type: string }) => type)]).toEqual([
    "invalid_argument",
    ["google.rpc.ErrorInfo", "google.rpc.BadRequest"],
  ]);
  expect([gateway.upstream.calls.length, gateway.logged]).toEqual([rpc === "Collect" ? 1 : 0, []]);
});

test.each([
  ["gRPC-web", "Echo", "application/grpc-web", encodeFrame(broken)],
  ["gRPC-web, streaming", "Repeat", "application/grpc-web", encodeFrame(broken)],
  ["gRPC-web text", "Echo", "application/grpc-web-text", Buffer.from(encodeFrame(broken).toString("base64"))],
])("Protobuf that is broken is INVALID_ARGUMENT with details by %s", async (_, rpc, type, body) => {
  await using gateway = await testGateway();
  const text = await post(`${gateway.url}${service}/${rpc}`, type, body);
  expect(text).toMatch(/grpc-status: 3\r\n/);
  expect(text).toMatch(/grpc-status-details-bin: \w/);
  expect([gateway.upstream.calls, gateway.logged]).toEqual([[], []]);
});

test.each(["Echo", "Repeat", "Collect"])(
  "a compressed message of no coding is INTERNAL, as gRPC has it, but no failure of the market's: %s",
  async (rpc) => {
    await using gateway = await testGateway();
    const frame = encodeFrame(Buffer.from("hi"), 1);
    const text = await post(`${gateway.url}${service}/${rpc}`, "application/grpc-web", frame);
    expect(text).toMatch(/grpc-status: 13\r\n/);
    expect(text).toMatch(/grpc-message: .*how%20to%20decompress\r\n/);
    expect(gateway.logged).toEqual([]);
  },
);

test("an answer that is broken is the market's failure: logged, and told by its id alone", async () => {
  await using gateway = await testGateway({}, { channelFor: () => brokenChannel });
  const headers = { "content-type": "application/json", "x-request-id": "req-1" };
  const response = await fetch(`${gateway.url}${service}/Echo`, { method: "POST", headers, body: "{}" });
  expect([response.status, await response.json()]).toMatchObject([500, { code: "internal" }]);
  expect(gateway.logged).toMatchObject([{ level: "error", fields: { log_id: "req-1" } }]);
});

const brokenChannel = {
  unary: () => Promise.resolve(broken),
  async *stream() {
    yield broken;
  },
  close: () => Promise.resolve(),
};
