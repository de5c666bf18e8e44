import type { JsonValue } from "@bufbuild/protobuf";
import { type Sent, type Served, serve } from "./serve.ts";

/** What is sent, the RPC it reaches and the request that arrives there, its defaults left out. */
export type Reaches = readonly [sent: Sent, rpc: string, request: JsonValue];

/** What is sent, the HTTP status it gets, and the field that the error names. */
export type Refused = readonly [sent: Sent, status: number, field?: string];

export const get = (path: string): Sent => ({ path });
export const post = (
  path: string,
  body?: string | Uint8Array,
  headers = { "content-type": "application/json" },
): Sent => (body === undefined ? { method: "POST", path } : { method: "POST", path, headers, body });
export const send = (method: string, path: string, body?: string): Sent => ({ ...post(path, body), method });

/** Tables of requests, each row of which is sent by HTTP/1.1 and by HTTP/2 to a server of this test file. */
export function requestTables() {
  let served: Served;
  beforeAll(async () => {
    served = await serve();
  });
  afterAll(() => served.close());

  const reach = (...rows: Reaches[]) => {
    const titled = rows.map((row) => [title(row[0]), ...row] as const);
    test.each(titled)("%s reaches its RPC", async (_, sent, rpc, request) => {
      for (const version of [1, 2] as const) {
        served.calls.length = 0;
        const { status, text } = await served.send(version, sent);
        expect([status, text]).toEqual([200, expect.any(String)]);
        expect(served.calls).toEqual([expect.objectContaining({ rpc, request })]);
      }
    });
  };

  const refuse = (...rows: Refused[]) => {
    // jest takes a parameter that a row does not fill for a callback.
    const filled = rows.map(([sent, status, field]) => [title(sent), sent, status, field] as const);
    test.each(filled)("%s is refused", async (_, sent, status, field) => {
      for (const version of [1, 2] as const) {
        served.calls.length = 0;
        const received = await served.send(version, sent);
        expect([received.status, received.text]).toEqual([status, expect.any(String)]);
        expect(received.headers["content-type"]).toBe("application/json");
        expect(violations(received.text)).toEqual(field === undefined ? [] : [field]);
        expect(served.calls).toEqual([]);
        expect(served.logged).toEqual([]);
      }
    });
  };

  return { reach, refuse };
}

/** The fields named by the google.rpc.BadRequest of an error. */
function violations(text: string): string[] {
  const { details } = JSON.parse(text) as { details: { fieldViolations?: { field: string }[] }[] };
  return details.flatMap(({ fieldViolations = [] }) => fieldViolations.map(({ field }) => field));
}

function title({ method = "GET", path, headers, body }: Sent): string {
  const type = headers?.["content-type"];
  const other = type === undefined || type === "application/json" ? "" : ` (${type})`;
  const content = body === undefined ? "" : ` ${JSON.stringify(Buffer.from(body).toString().slice(0, 60))}`;
  return `${method} ${path.slice(0, 100)}${content}${other}`.replaceAll("%", "%%");
}
