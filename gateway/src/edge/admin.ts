import http from "node:http";
import type { AddressInfo } from "node:net";
import { pathOf } from "./http.ts";
import { type PageSource, servePage } from "./page.ts";

export interface Admin {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves pages to operators by HTTP/1.1; 404 for everything else. */
export async function openAdmin(
  pages: ReadonlyMap<string, PageSource>,
  address: { readonly host: string; readonly port: number },
): Promise<Admin> {
  const notFound: PageSource = () => ({ status: 404, type: "text/plain", body: [...pages.keys()].join("\n") });
  const server = http.createServer((request, response) => {
    servePage(pages.get(pathOf(request)) ?? notFound, request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(address.port, address.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
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
