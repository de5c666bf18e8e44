import { serve } from "./serve.ts";

test("a good answer is marked before it is compressed, and not sent to who has it", async () => {
  const marked: [string, string][] = [];
  const served = await serve(
    {
      isKnown(method, body, { request, response }) {
        marked.push([method.name, Buffer.from(body).toString()]);
        response.setHeader("etag", 'W/"1"');
        return request.headers["if-none-match"] === 'W/"1"';
      },
    },
    ({ request }) => {
      if ((request as { bookId: string }).bookId === "gone") throw Object.assign(new Error("gone"), { code: 5 });
      return { title: "a".repeat(2_000) };
    },
  );
  try {
    for (const version of [1, 2] as const) {
      const path = "/v1/books/b";
      const sent = await served.send(version, { path, headers: { "accept-encoding": "gzip" } });
      expect([sent.status, sent.headers.etag, sent.headers["content-encoding"]]).toEqual([200, 'W/"1"', "gzip"]);
      for (const method of ["GET", "HEAD"]) {
        const known = await served.send(version, { method, path, headers: { "if-none-match": 'W/"1"' } });
        expect([known.status, known.headers.etag, known.bytes.length]).toEqual([304, 'W/"1"', 0]);
        expect(known.headers["content-type"]).toBeUndefined();
      }
      const gone = await served.send(version, { path: "/v1/books/gone", headers: { "if-none-match": 'W/"1"' } });
      expect([gone.status, gone.headers.etag]).toEqual([404, undefined]);
    }
    expect(marked).toHaveLength(6);
    expect(marked[0]).toEqual(["GetBook", expect.stringContaining('"title":"aaa')]);
  } finally {
    await served.close();
  }
});
