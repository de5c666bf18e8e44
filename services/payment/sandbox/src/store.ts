import { DatabaseSync } from "node:sqlite";
import type { Kind, Kinds } from "./objects.ts";

/** Keeps objects in SQLite. Everything is synchronous: a request's effect is one uninterrupted transaction. */
export interface ObjectStore {
  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined;
  /** Adds the object, or replaces the one of its id. */
  put<K extends Kind>(object: Kinds[K] & { readonly object: K }): void;
  /** Newest first, after the object of the id; what the conditions ask for, all of them. */
  list<K extends Kind>(kind: K, query: ListQuery): Kinds[K][];
  readonly sqlite: DatabaseSync;
  transact<T>(work: () => T): T;
  close(): void;
}

export interface ListQuery {
  readonly limit: number;
  readonly startingAfter?: string | undefined;
  /** Values of top-level fields. */
  readonly equal?: Readonly<Record<string, string | undefined>>;
  readonly metadata?: readonly [key: string, value: string] | undefined;
  readonly createdFrom?: number | undefined;
}

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA busy_timeout = 5000;
  CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    payment_intent TEXT GENERATED ALWAYS AS (body ->> 'payment_intent') VIRTUAL,
    body TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS objects_kind ON objects (kind, seq);
  CREATE INDEX IF NOT EXISTS objects_intent ON objects (payment_intent) WHERE payment_intent IS NOT NULL;
  CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    request_id TEXT NOT NULL,
    created INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS deliveries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    event TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    due INTEGER NOT NULL
  );
`;

/** Opens the file, or ":memory:". */
export function openObjectStore(path: string): ObjectStore {
  const sqlite = new DatabaseSync(path);
  sqlite.exec(schema);
  const get = sqlite.prepare("SELECT body FROM objects WHERE kind = ? AND id = ?");
  const put = sqlite.prepare(
    "INSERT INTO objects (id, kind, body) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
  );
  return {
    sqlite,
    get: <K extends Kind>(kind: K, id: string) => {
      const row = get.get(kind, id);
      return row === undefined ? undefined : (JSON.parse(String(row.body)) as Kinds[K]);
    },
    put(object) {
      put.run(object.id, object.object, JSON.stringify(object));
    },
    list: <K extends Kind>(kind: K, query: ListQuery) => {
      const { conditions, values } = conditionsOf(kind, query);
      const sql = `SELECT body FROM objects WHERE ${conditions.join(" AND ")} ORDER BY seq DESC LIMIT ?`;
      const rows = sqlite.prepare(sql).all(...values, query.limit);
      return rows.map(({ body }) => JSON.parse(String(body)) as Kinds[K]);
    },
    transact(work) {
      sqlite.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        sqlite.exec("COMMIT");
        return result;
      } catch (error) {
        sqlite.exec("ROLLBACK");
        throw error;
      }
    },
    close: () => sqlite.close(),
  };
}

function conditionsOf(kind: Kind, { startingAfter, equal = {}, metadata, createdFrom }: ListQuery) {
  const conditions = ["kind = ?"];
  const values: (string | number)[] = [kind];
  const ask = (condition: string, ...more: (string | number)[]) => {
    conditions.push(condition);
    values.push(...more);
  };
  if (startingAfter !== undefined) ask("seq < (SELECT seq FROM objects WHERE id = ?)", startingAfter);
  for (const [field, value] of Object.entries(equal)) {
    if (value === undefined) continue;
    if (field === "payment_intent") ask("payment_intent = ?", value);
    else ask("body ->> ? = ?", `$.${field}`, value);
  }
  if (metadata !== undefined) ask("body ->> ? = ?", `$.metadata."${metadata[0].replaceAll('"', "")}"`, metadata[1]);
  if (createdFrom !== undefined) ask("body ->> '$.created' >= ?", createdFrom);
  return { conditions, values };
}
