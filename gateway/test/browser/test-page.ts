import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import type { PageSource } from "../../src/edge/page.ts";
import type { InPage } from "./page/main.ts";

const source = fileURLToPath(new URL("./page/main.ts", import.meta.url));
const path = "/shop";

/** What a careful shop allows its page: scripts and calls of its own host, or calls of any. */
const policyFor = (calls: "self" | "any") =>
  `default-src 'none'; script-src 'self'; img-src data:; connect-src ${calls === "self" ? "'self'" : "*"}`;

const document = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,"><script src="${path}.js"></script></head>
<body><script>globalThis.inlineRan = true</script></body>
</html>
`;

/** A page with the script of this folder, which may call its own host or any, and a script in it that its policy forbids. */
export async function shopPages(calls: "self" | "any" = "self"): Promise<ReadonlyMap<string, PageSource>> {
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    logLevel: "error",
  });
  const script = outputFiles[0]?.text ?? "";
  return new Map<string, PageSource>([
    [path, () => ({ status: 200, type: "text/html; charset=utf-8", body: document, policy: policyFor(calls) })],
    [`${path}.js`, () => ({ status: 200, type: "text/javascript; charset=utf-8", body: script })],
  ]);
}

/** A page that a person opened, without cookies of others. */
export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** Calls what the page's script offers. */
  ask<Name extends keyof InPage>(
    name: Name,
    input: Parameters<InPage[Name]>[0],
  ): Promise<Awaited<ReturnType<InPage[Name]>>>;
  /** What the page complained about. */
  readonly complaints: readonly string[];
}

export async function openShop(browser: Browser, origin: string): Promise<OpenPage> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(`${origin}${path}`);
  return {
    page,
    complaints,
    ask: (name, input) => page.evaluate(callInPage, { name, input }),
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** Runs in the page. */
function callInPage({ name, input }: { name: keyof InPage; input: unknown }) {
  const { inPage } = globalThis as unknown as { inPage: Record<string, (input: unknown) => Promise<never>> };
  const offered = inPage[name];
  return offered === undefined ? Promise.reject(new Error(`the page has no ${name}`)) : offered(input);
}
