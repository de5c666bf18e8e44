import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import * as services from "#gen/client/services.js";
import { startTestMarket } from "../../test/journeys/market.ts";
import { testGateway } from "../../test/test-gateway.ts";
import { manifest } from "../build/manifest.ts";
import { buildBrowserClient, buildClient } from "../build.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../../", import.meta.url));
const needed = ["@bufbuild/protobuf", "@connectrpc/connect", "@connectrpc/connect-web"];

/** In bytes: the libraries and our own code, and what each RPC may add with its messages. */
const smallBundle = () => {
  const methods = Object.values(services).flatMap(({ service }) => service.methods);
  return 44 * 1024 + 180 * methods.length;
};

test("the bundle for browsers is one file, small, and works", async () => {
  const { path, text } = await buildBrowserClient();
  expect(text).not.toMatch(/(^|[;}\n])import\b\s*["'{*]/);
  expect(gzipSync(text, { level: 9 }).length).toBeLessThan(smallBundle());
  await using gateway = await testGateway();
  const script = `
    import { createMarketClient } from ${JSON.stringify(path)};
    const market = createMarketClient({ baseUrl: ${JSON.stringify(gateway.url)} });
    await market.products.listProducts().catch(({ name, code }) => console.log(name, code));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script]);
  expect(stdout).toBe("MarketError UNIMPLEMENTED\n");
});

test("the package needs what the workspace has", async () => {
  const workspace = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  expect(manifest(workspace)).toMatchObject({
    version: workspace.version,
    dependencies: Object.fromEntries(needed.map((name) => [name, expect.stringMatching(/^\^\d/)])),
  });
});

// Building, packing and installing takes ten seconds.
if (process.env.CONFORMANCE === "1")
  test("the packed package works in an empty folder, types and all", inEmptyFolder, 120_000);

async function inEmptyFolder() {
  const folder = await mkdtemp(join(tmpdir(), "client-package-"));
  const market = await startTestMarket();
  const inFolder = async (program: string, ...args: readonly string[]) =>
    (await run(program, args, { cwd: folder })).stdout;
  try {
    const tarball = await inFolder("npm", "pack", "--silent", await buildClient());
    const workspace = needed.map((name) => [name, `file:${join(root, "node_modules", name)}`]);
    const dependencies = { "@ultramarket/client": `file:./${tarball.trim()}`, ...Object.fromEntries(workspace) };
    await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module", dependencies }));
    await inFolder("npm", "install", "--offline", "--install-links", "--no-audit", "--cache", join(folder, "cache"));
    await writeFile(join(folder, "page.ts"), page(market.url));
    const compiler = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2023"];
    await inFolder("tsc", ...compiler, "--lib", "es2024,dom,dom.iterable,dom.asynciterable", "page.ts");
    expect(await inFolder(process.execPath, "page.ts")).toBe("0 RESOURCE_NOT_FOUND\n");
    const example = "node_modules/@ultramarket/client/examples/errors.js";
    expect(await inFolder(process.execPath, example, market.url)).toMatch(
      /^E-mail or password is wrong\.\nThere is no such thing\.\npage_size: /,
    );
  } finally {
    await market.close();
    await rm(folder, { recursive: true });
  }
}

const page = (url: string) => `
import { createClient, createMarketClient, isReason, type MarketClient } from "@ultramarket/client";
import { type Product, ProductState } from "@ultramarket/client/contracts/product";
import { products } from "@ultramarket/client/services";

const market: MarketClient = createMarketClient({ baseUrl: "${url}" });
const found: Product[] = [];
for await (const product of market.products.all.listProducts()) found.push(product);
const published = found.filter(({ state }) => state === ProductState.PUBLISHED).length;
const some = createClient({ products }, { baseUrl: "${url}" });
await some.products.getProduct({ productId: "prd_00000000000000000000000000" }).catch((error: unknown) => {
  if (isReason(error, "RESOURCE_NOT_FOUND")) console.log(published, error.reason);
});
// @ts-expect-error: there is no such field
export const mistake = () => market.products.getProduct({ product: "" });
// @ts-expect-error: there is no such reason
isReason(undefined, "NO_SUCH_REASON");
`;
