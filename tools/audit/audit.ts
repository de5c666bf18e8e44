import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Chapter, Check, Finding, Violation } from "./check.ts";

export interface AuditOptions {
  /** A login that may read every schema of the market. */
  readonly url: string;
  readonly chapters: readonly Chapter[];
  /** How long work under way may take to come to rest before it counts as a violation, in milliseconds. */
  readonly settleMs: number;
}

const shown = 10;
const pauseMs = 250;

/** Checks everything against one snapshot of the stores; once more, while something is still settling. */
export async function audit({ url, chapters, settleMs }: AuditOptions): Promise<readonly Finding[]> {
  const client = new pg.Client({ connectionString: url, application_name: "um audit" });
  await client.connect();
  try {
    for (const end = performance.now() + settleMs; ; await sleep(pauseMs)) {
      const findings = await checkAll(client, chapters);
      if (findings.every(({ count }) => count === 0) || performance.now() >= end) return findings;
    }
  } finally {
    await client.end();
  }
}

async function checkAll(client: pg.Client, chapters: readonly Chapter[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    const schemas = await schemasIn(client);
    const checks = chapters.flatMap((chapter) => chapter.checks);
    const wanted = checks.filter(({ needs = [] }) => needs.every((schema) => schemas.has(schema)));
    for (const check of wanted) findings.push(await run(client, check));
  } finally {
    await client.query("ROLLBACK");
  }
  return findings;
}

async function schemasIn(client: pg.Client): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ readonly nspname: string }>("SELECT nspname FROM pg_namespace");
  return new Set(rows.map(({ nspname }) => nspname));
}

async function run(client: pg.Client, check: Check): Promise<Finding> {
  const { rows } = await client.query<Violation & { readonly count: string }>(
    `SELECT subject, problem, count(*) OVER () AS count FROM (${check.sql}) AS violation LIMIT ${shown}`,
  );
  const violations = rows.map(({ subject, problem }) => ({ subject, problem }));
  return { check, count: Number(rows[0]?.count ?? 0), violations };
}
