import { join } from "node:path";
import type { TlsIdentity } from "#mesh/rpc";
import type { FromMemory } from "../programs/from-memory.ts";
import type { OpenHotReads } from "../programs/hot-reads.ts";
import type { OpenInProcess } from "../programs/in-process.ts";
import { growth, type Settings } from "../settings.ts";
import { type Catalogue, type Databases, startDatabases } from "./databases.ts";
import { fillHotReads } from "./fill-hot-reads.ts";
import { lazily } from "./lazily.ts";
import { type Market, readTls, startMarket } from "./market.ts";
import { getProduct, listProducts, type Message, pathOf } from "./messages.ts";
import { type Program, startProgram } from "./program.ts";

/** Everything that can be measured; each part is started when it is first asked for. */
export interface Stage {
  databases(): Promise<Databases>;
  /** The catalogue, and one ten times as large. */
  small(): Promise<Catalogue>;
  large(): Promise<Catalogue>;
  market(processes: "one" | "many"): Promise<Market>;
  inProcess(): Promise<Program>;
  hotReads(): Promise<Program>;
  fromMemory(): Promise<Program & { readonly at: FromMemory }>;
  load(): Promise<Program>;
  echo(): Promise<Program & { readonly origin: string }>;
  empty(): Promise<Program & { readonly address: string }>;
  emptyOverTls(): Promise<Program & { readonly address: string }>;
  messages(): Promise<Messages>;
  close(): Promise<void>;
}

export interface Messages {
  readonly get: Message;
  readonly list: Message;
  /** Encoded answers by path. */
  readonly answers: Readonly<Record<string, Uint8Array>>;
  /** What changes are made to, so that what is read stays as it is. */
  readonly changing: readonly string[];
}

export interface StageOptions {
  /** An empty folder for everything. */
  readonly folder: string;
  readonly settings: Settings;
  progress(what: string): void;
}

const poolSize = 4;
const readIds = 64;

export function openStage({ folder, settings, progress }: StageOptions): Stage {
  const owned: (() => Promise<void>)[] = [];
  const program = (name: string): Program => {
    const started = startProgram(name);
    owned.push(started.stop);
    return started;
  };
  const databases = lazily(async () => {
    progress("PostgreSQL");
    const started = await startDatabases(join(folder, "postgres"));
    owned.push(started.postgres.stop);
    return started;
  });
  const catalogue = (name: string, products: number) =>
    lazily(async () => {
      const { catalogue } = await databases();
      progress(`${products} products`);
      return catalogue(name, products);
    });
  const small = catalogue("small", settings.products);
  /** Made before anyone connects to what is copied: PostgreSQL refuses to copy a database in use. */
  const copies = lazily(async () => {
    const { copy } = await databases();
    return { one: await copy(await small(), "one"), many: await copy(await small(), "many") };
  });
  const large = catalogue("large", settings.products * growth);
  const market = (processes: "one" | "many") =>
    lazily(async () => {
      const { [processes]: databaseUrl } = await copies();
      progress(`market, PROCESSES=${processes}`);
      const started = await startMarket({ processes, dataDir: join(folder, processes), databaseUrl });
      owned.push(started.stop);
      return started;
    });
  const markets = { one: market("one"), many: market("many") };
  const load = lazily(async () => program("load"));
  const traces = lazily(async () => (await load()).ask<string>("collectTraces"));

  const messages = lazily(async (): Promise<Messages> => {
    const ids = (await small()).published.map(({ productId }) => productId);
    const get = getProduct(ids.slice(-readIds));
    const list = listProducts(20);
    const started = await inProcess();
    const answers: Record<string, Uint8Array> = {};
    for (const message of [get, list]) {
      const request = message.asked[0]?.bytes;
      answers[pathOf(message)] = await started.ask("bytes", { database: "small", path: pathOf(message), request });
    }
    return { get, list, answers, changing: ids.slice(0, readIds) };
  });
  const inProcess = lazily(async () => {
    const catalogues = { small: await small(), large: await large() };
    await copies();
    const started = program("in-process");
    const of = <T>(read: (catalogue: Catalogue) => T) => ({
      small: read(catalogues.small),
      large: read(catalogues.large),
    });
    const open: OpenInProcess = {
      databases: of(({ url }) => ({ url, poolSize })),
      productIds: of(({ published }) => published.slice(-readIds).map(({ productId }) => productId)),
      changing: of(({ published }) => published.slice(0, readIds).map(({ productId }) => productId)),
    };
    await started.ask("open", open);
    return started;
  });
  const emptyServer = async (tls: TlsIdentity | undefined) => {
    const { answers } = await messages();
    const started = program("grpc-empty");
    return { ...started, address: await started.ask<string>("serve", { answers, tls }) };
  };
  return {
    databases,
    small,
    large,
    market: (processes) => markets[processes](),
    inProcess,
    hotReads: lazily(async () => {
      const { copy } = await databases();
      const catalogue = await small();
      const url = await copy(catalogue, "hot");
      const known = await fillHotReads(url, catalogue.published.slice(-readIds));
      const started = program("hot-reads");
      await started.ask("open", { url, poolSize, ...known } satisfies OpenHotReads);
      return started;
    }),
    fromMemory: lazily(async () => {
      const { get, answers } = await messages();
      const started = program("from-memory");
      const content = { bytes: answers[pathOf(get)], traceCollector: await traces() };
      return { ...started, at: await started.ask<FromMemory>("serve", content) };
    }),
    load,
    echo: lazily(async () => {
      const { answers } = await messages();
      const started = program("http-echo");
      return { ...started, origin: await started.ask<string>("serve", answers) };
    }),
    empty: lazily(() => emptyServer(undefined)),
    emptyOverTls: lazily(async () => {
      const files = (await markets.many()).tlsFiles("product");
      return emptyServer(files && readTls(files));
    }),
    messages,
    async close() {
      for (const close of owned.toReversed()) await close();
    },
  };
}
