import { Agent, get } from "node:http";
import { loadContracts } from "#mesh/rpc";
import { testGateway } from "./test-gateway.ts";

/** In bytes: the page itself, and what the documentation of each call for outsiders may add. */
const small = 16 * 1024 + 496 * loadContracts().methods.filter(({ access }) => access.case !== "internal").length;

/** What the gateway answers, as it came over the wire. */
async function read(url: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number | undefined; headers: Record<string, unknown>; bytes: number }>(
    (resolve, reject) => {
      get(url, { headers, agent: new Agent() }, (response) => {
        let bytes = 0;
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
        });
        response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, bytes }));
      }).on("error", reject);
    },
  );
}

test.each(["/openapi.json", "/postman.json", "/docs"])(
  "%s of the whole market is small on the wire, and not sent again to who has it",
  async (path) => {
    await using gateway = await testGateway();
    const first = await read(gateway.url + path, { "accept-encoding": "br" });
    expect(first).toMatchObject({ status: 200, headers: { "content-encoding": "br", vary: "Accept-Encoding" } });
    expect(first.bytes).toBeLessThan(small);
    const etag = String(first.headers.etag);
    expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
    const again = await read(gateway.url + path, { "if-none-match": `"other", ${etag}` });
    expect(again).toMatchObject({ status: 304, bytes: 0, headers: { etag } });
    const other = await read(gateway.url + path, { "if-none-match": '"other"' });
    expect(other.status).toBe(200);
    expect(other.bytes).toBeGreaterThan(2 * first.bytes);
  },
);

test("probes have no ETag: what they say is asked for each time", async () => {
  await using gateway = await testGateway();
  expect((await read(`${gateway.url}/healthz`)).headers.etag).toBeUndefined();
});
