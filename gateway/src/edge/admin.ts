import http from "node:http";
import { pathOf } from "./http.ts";
import { type Address, listen } from "./listen.ts";
import { type PageSource, servePage } from "./page.ts";

export interface Admin {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves pages to operators by HTTP/1.1; 404 for everything else. */
export async function openAdmin(
  pages: ReadonlyMap<string, PageSource>,
  address: Address,
  report: (error: Error) => void,
): Promise<Admin> {
  const notFound: PageSource = () => ({ status: 404, type: "text/plain", body: [...pages.keys()].join("\n") });
  const server = http.createServer((request, response) => {
    servePage(pages.get(pathOf(request)) ?? notFound, request, response).catch((error) => response.destroy(error));
  });
  return {
    port: await listen(server, address, report),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The probes and the metrics, in the text format of Prometheus. */
export function adminPages(
  probes: ReadonlyMap<string, PageSource>,
  renderMetrics: () => Promise<string>,
): ReadonlyMap<string, PageSource> {
  const metrics = async () => ({ status: 200, type: "text/plain; version=0.0.4", body: await renderMetrics() });
  return new Map<string, PageSource>([...probes, ["/metrics", metrics]]);
}
