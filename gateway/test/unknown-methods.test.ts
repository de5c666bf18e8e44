import { testGateway } from "./test-gateway.ts";

const path = "/ultramarket.testing.v1.UnknownService/Unknown";

function call(url: string, path: string, type: string, body: Uint8Array<ArrayBuffer>) {
  return fetch(url + path, { method: "POST", headers: { "content-type": type }, body });
}

test.each(["application/proto", "application/connect+proto"])("an RPC by %s that is not there: 404", async (type) => {
  await using gateway = await testGateway();
  const response = await call(gateway.url, path, type, new Uint8Array());
  expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/json"]);
  expect(await response.json()).toEqual({ code: "unimplemented", message: "there is no such method" });
});

test.each(["application/grpc", "application/grpc-web+proto", "application/grpc-web-text"])(
  "an RPC by %s that is not there: 404, and UNIMPLEMENTED in the headers",
  async (type) => {
    await using gateway = await testGateway();
    const response = await call(gateway.url, path, type, new Uint8Array(5));
    expect([response.status, response.headers.get("content-type")]).toEqual([404, type]);
    expect([response.headers.get("grpc-status"), await response.text()]).toEqual(["12", ""]);
  },
);

test.each(["/ultramarket.testing.v1.UnknownService/Unknown", "/v1/unknown"])(
  "JSON to %s is REST's to refuse",
  async (path) => {
    await using gateway = await testGateway();
    const response = await call(gateway.url, path, "application/json", new Uint8Array());
    expect([response.status, ((await response.json()) as { code: number }).code]).toEqual([404, 5]);
  },
);

test("a compressed message of no coding is INTERNAL, as gRPC has it", async () => {
  await using gateway = await testGateway();
  const message = new Uint8Array([1, 0, 0, 0, 1, 0]);
  const response = await call(gateway.url, "/ultramarket.testing.v1.EchoService/Echo", "application/grpc-web", message);
  expect(await response.text()).toContain("grpc-status: 13");
});
