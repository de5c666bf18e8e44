import { once } from "node:events";
import http2 from "node:http2";
import { jest } from "@jest/globals";
import fc from "fast-check";
import { CreateProductRequest, ProductServiceService } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { EchoServiceService } from "#gen/grpc/ultramarket/testing/v1/echo_service.ts";
import { createRpcCore, implement, loadContracts, RpcError, type ServiceBinding, serveGrpc } from "./mod.ts";
import { echoCore, items, transports } from "./test/echo.ts";

jest.setTimeout(20_000);

const valid = [
  EchoServiceService.echo.requestSerialize({ message: "hello" }),
  EchoServiceService.write.requestSerialize({ message: "a", password: "b", requestId: "c" }),
  EchoServiceService.repeat.requestSerialize({ message: "a", count: 2 }),
];

/** Noise, valid messages with bytes changed, cut or doubled, deep groups, and lengths that promise too much. */
const hostile = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc
    .tuple(fc.constantFrom(...valid), fc.nat(), fc.integer({ min: 0, max: 255 }))
    .map(([bytes, at, value]) => Uint8Array.from(bytes, (byte, index) => (index === at % bytes.length ? value : byte))),
  fc.tuple(fc.constantFrom(...valid), fc.nat(20)).map(([bytes, end]) => Uint8Array.from(bytes.subarray(0, end))),
  fc.constantFrom(...valid, Buffer.alloc(20_000, 0x0b), Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f, 1])),
);

describe.each(transports)("%s", (name, open) => {
  test.each(Object.values(EchoServiceService).map(({ path }) => path))(
    "%s never fails by what it is sent",
    async (path) => {
      await using echo = await open();
      const { requestStream, responseStream } =
        [...Object.values(EchoServiceService)].find((m) => m.path === path) ?? {};
      const call = async (bytes: Uint8Array) => {
        if (!requestStream && !responseStream) return echo.channel.unary(path, bytes, { token: "ada" });
        for await (const _ of echo.channel.stream(path, items(bytes, bytes), { token: "ada" }));
      };
      const attempt = async (bytes: Uint8Array) => {
        try {
          await call(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(RpcError);
          expect([2, 13]).not.toContain((error as RpcError).code);
        }
      };
      await fc.assert(fc.asyncProperty(hostile, attempt), { numRuns: name === "in process" ? 250 : 30 });
      expect(echo.core.inFlight).toBe(0);
    },
  );
});

test("what is validated is what the handler gets, however the bytes are read", async () => {
  const seen: string[] = [];
  const createProduct = (request: { product?: { name: string } | undefined }) => {
    seen.push(request.product?.name ?? "");
    return Promise.resolve({});
  };
  const unused = () => Promise.reject(new Error("not called"));
  const handlers = Object.fromEntries(Object.keys(ProductServiceService).map((name) => [name, unused]));
  const service: ServiceBinding = implement(ProductServiceService, { ...handlers, createProduct } as never);
  const user = { userId: "usr_1", sessionId: "s", permissions: new Set(["*"]), isGuest: false };
  const tokens = { verify: async () => user };
  const core = createRpcCore({ services: [service], contracts: loadContracts(), tokens });
  const product = { name: "Oak table" };
  const good = CreateProductRequest.encode(CreateProductRequest.fromPartial({ product })).finish();
  const empty = CreateProductRequest.encode(CreateProductRequest.fromPartial({ product: {} })).finish();
  const path = ProductServiceService.createProduct.path;
  await expect(core.unary(path, Buffer.concat([good, empty]), { workload: "x", token: "t" })).rejects.toMatchObject({
    code: 3,
  });
  expect(seen).toEqual([]);
});

test("a token with a stray character is refused, and stands in no log", async () => {
  const server = await serveGrpc({ core: echoCore(), address: "127.0.0.1:0" });
  const session = http2.connect(`http://${server.address}`);
  const logged = jest.spyOn(console, "error").mockImplementation(() => undefined);
  const path = EchoServiceService.echo.path;
  const headers = { authorization: "Bearer s3cret\u00e9", "content-type": "application/grpc", te: "trailers" };
  const stream = session.request({ ":method": "POST", ":path": path, ...headers });
  stream.end(Buffer.alloc(5));
  stream.resume();
  const [answer] = (await once(stream, "response")) as [http2.IncomingHttpHeaders];
  const [trailers] = answer["grpc-status"] === undefined ? await once(stream, "trailers") : [answer];
  session.destroy();
  await server.drain(0);
  expect([trailers["grpc-status"], JSON.stringify(logged.mock.calls)]).toEqual(["16", "[]"]);
  logged.mockRestore();
});

test("a thousand calls leave nothing behind", async () => {
  const core = echoCore();
  const path = EchoServiceService.echo.path;
  await Promise.all(
    Array.from({ length: 500 }, () => core.unary(path, valid[0] ?? new Uint8Array(), { workload: "x" })),
  );
  expect(core.inFlight).toBe(0);
});
