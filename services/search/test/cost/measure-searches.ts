import { readFileSync } from "node:fs";
import { statement } from "#mesh/store";
import { sentStatements } from "#mesh/testing";
import type { ProductIndex } from "../../src/app/ports.ts";
import { aSearch } from "../builders.ts";
import type { OpenSearch } from "../open-search.ts";
import type { GeneratedCatalogue } from "./generated-products.ts";

/** What one way of asking costs, each time, once everything is in memory. */
export interface SearchCost {
  readonly title: string;
  readonly found: number;
  readonly statements: number;
  /** From asking to the answer. */
  readonly ms: number;
  /** CPU of PostgreSQL (Linux only) and of this process. */
  readonly postgresMs: number;
  readonly serviceMs: number;
  /** Pages of 8 KiB that PostgreSQL touches. */
  readonly buffers: number;
}

const size = 20;
const warmUp = 8;

/** What searches cost in a filled index. `search` has a pool of one connection. */
export async function measureSearches(
  search: OpenSearch,
  catalogue: GeneratedCatalogue,
  repeats = 40,
): Promise<readonly SearchCost[]> {
  const backend = await backendOf(search);
  const costs: SearchCost[] = [];
  for (const [title, ask] of Object.entries(waysToAsk(catalogue))) {
    for (let count = 0; count < warmUp; count++) await ask(search.index);
    const sent = await sentStatements(() => ask(search.index));
    const buffersBefore = await buffersTouched(search);
    const before = { ms: performance.now(), postgresMs: cpuMs(backend), service: process.cpuUsage() };
    for (let count = 0; count < repeats; count++) await ask(search.index);
    const ms = (performance.now() - before.ms) / repeats;
    const postgresMs = (cpuMs(backend) - before.postgresMs) / repeats;
    const { user, system } = process.cpuUsage(before.service);
    const buffers = Math.round(((await buffersTouched(search)) - buffersBefore) / repeats);
    costs.push({
      title,
      found: await ask(search.index),
      statements: sent.length,
      ms,
      postgresMs,
      serviceMs: (user + system) / 1_000 / repeats,
      buffers,
    });
  }
  return costs;
}

/** Each asks once, and answers how many were found. */
function waysToAsk({
  words,
  categories,
}: GeneratedCatalogue): Record<string, (index: ProductIndex) => Promise<number>> {
  const find = (change: Parameters<typeof aSearch>[0]) => async (index: ProductIndex) =>
    (await index.search(aSearch(change), undefined, size)).total;
  const word = (rank: number) => words[rank] ?? "";
  const misspelled = (text: string) => `${text.slice(0, 2)}${text[3]}${text[2]}${text.slice(4)}`;
  return {
    "one rare word": find({ query: word(900) }),
    "two words": find({ query: `${word(40)} ${word(120)}` }),
    "four words, one misspelled": find({ query: `${word(20)} ${word(60)} ${misspelled(word(200))} ${word(400)}` }),
    "a frequent word and one nobody has": find({ query: `${word(30)} xyzzyqqa` }),
    "the commonest word": find({ query: word(0) }),
    "the three commonest words": find({ query: `${word(0)} ${word(1)} ${word(2)}` }),
    "a category": find({ categoryId: categories[3]?.categoryId }),
    everything: find({}),
    "a suggestion": async (index: ProductIndex) =>
      (await index.suggest(`${word(10)} ${word(50).slice(0, 3)}`, 10)).length,
  };
}

async function backendOf({ database }: OpenSearch): Promise<number> {
  const [row] = await database.query(statement<{ pid: number }>("test.backend", "SELECT pg_backend_pid() AS pid"));
  return row?.pid ?? 0;
}

/** Time on the CPU (Documentation/scheduler/sched-stats.rst of Linux); the backend has one thread. */
function cpuMs(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1_000_000;
}

const touched = statement<{ buffers: number }>(
  "test.touched",
  "SELECT sum(hits + reads)::float8 AS buffers FROM pg_stat_get_backend_io(pg_backend_pid())",
);
const flush = statement<never>("test.flush", "SELECT pg_stat_force_next_flush()");

/** All it has touched so far. */
async function buffersTouched({ database }: OpenSearch): Promise<number> {
  await database.query(flush);
  const [row] = await database.query(touched);
  return row?.buffers ?? 0;
}
