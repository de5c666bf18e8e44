import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProductServiceService } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { openDevelopmentCa } from "#mesh/identity";
import { createIds, systemClock } from "#mesh/kernel";
import { type Client, serveGrpc } from "#mesh/rpc";
import { type AnyService, defineService, type Host, startHost } from "#mesh/runtime";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { productService } from "../../../services/product/src/service.ts";

type Products = Client<typeof ProductServiceService>;

const variantIds = [createIds(systemClock).next("var")];

/** A service of this name that does nothing but call products. */
function callerNamed(name: string, dialled: (products: Products) => void): AnyService {
  return defineService({
    name,
    config: {},
    async start({ dial }) {
      dialled(dial(ProductServiceService));
      return {};
    },
  });
}

/** Starts a caller beside the services and answers with what it dialled. */
async function startCaller(name: string, start: (caller: AnyService) => Promise<void>): Promise<Products> {
  let products: Products | undefined;
  await start(
    callerNamed(name, (dialled) => {
      products = dialled;
    }),
  );
  if (products === undefined) throw new Error("the caller was not started");
  return products;
}

test("in one process a service calls another under its own name, and only if the contract names it", async () => {
  const hosts: TestHost[] = [];
  const start = async (caller: AnyService) => {
    hosts.push(await startTestHost({ services: [productService, caller] }));
  };
  const order = await startCaller("order", start);
  const search = await startCaller("search", start);
  expect(await order.batchGetVariants({ variantIds })).toEqual({ variants: [] });
  await expect(search.batchGetVariants({ variantIds })).rejects.toMatchObject({ reason: "CALLER_NOT_ALLOWED" });
  for (const host of hosts) await host.close();
});

describe("between processes", () => {
  let folder: string;
  let products: TestHost;
  let address: string;
  let closeServer: () => Promise<void>;
  const callers: Host[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "identity-"));
    const ca = await openDevelopmentCa(folder, { profile: "development" });
    for (const workload of ["product", "order", "search"]) {
      await mkdir(join(folder, workload));
      for (const [name, pem] of Object.entries(await ca.issue(workload))) {
        await writeFile(join(folder, workload, `${name}.pem`), pem);
      }
    }
    products = await startTestHost({ services: [productService] });
    const tls = { ...(await ca.issue("product")), requireClient: true };
    const server = await serveGrpc({ core: products.host.core, address: "127.0.0.1:0", tls });
    address = server.address;
    closeServer = () => server.drain(1_000);
  });

  afterAll(async () => {
    for (const caller of callers) await caller.close();
    await closeServer?.();
    await products?.close();
    await rm(folder, { recursive: true });
  });

  /** A process of the name whose certificate is that of the workload. */
  const dialAs = (name: string, workload: string) =>
    startCaller(name, async (caller) => {
      const env = {
        ...products.env,
        MESH_PEERS: `product=${address}`,
        MESH_TLS_FOLDER: join(folder, workload),
      };
      callers.push(await startHost({ name, services: [caller], env }));
    });

  test("the certificate says who calls", async () => {
    const order = await dialAs("order", "order");
    expect(await order.batchGetVariants({ variantIds })).toEqual({ variants: [] });
  });

  test("a name without its certificate opens nothing", async () => {
    const pretender = await dialAs("order", "search");
    await expect(pretender.batchGetVariants({ variantIds })).rejects.toMatchObject({ reason: "CALLER_NOT_ALLOWED" });
  });

  test("whether the other process serves is part of the readiness", async () => {
    await dialAs("order", "order");
    const readiness = await callers.at(-1)?.readiness();
    expect(readiness).toContainEqual({ name: "product", isReady: true });
  });
});
