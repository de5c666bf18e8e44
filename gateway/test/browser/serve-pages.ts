import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type PageSource, servePage } from "../../src/edge/page.ts";

/** A server with pages and nothing else: another origin than the market's. */
export interface PageServer extends AsyncDisposable {
  /** Such as "http://127.0.0.1:4711". */
  readonly origin: string;
}

export async function servePages(pages: ReadonlyMap<string, PageSource>): Promise<PageServer> {
  const server = createServer((request, response) => {
    const page = pages.get(request.url ?? "");
    if (page === undefined) response.writeHead(404).end();
    else servePage(page, request, response).catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
