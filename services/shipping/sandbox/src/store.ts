import { DatabaseSync } from "node:sqlite";
import type { Tracked } from "./stages.ts";

/** A parcel as the carrier keeps it. */
export interface KeptParcel extends Tracked {
  readonly trackingNumber: string;
  /** What the sender calls it. */
  readonly reference: string;
}

export interface Answer {
  readonly status: number;
  readonly body: object;
}

/** Keeps parcels and the answers of keyed requests in SQLite; each write is on disk when it returns. */
export interface ParcelStore {
  /** Keeps the parcel with the answer to the request that made it. */
  create(parcel: KeptParcel, key: string, print: string, answer: Answer): void;
  save(parcel: KeptParcel): void;
  find(trackingNumber: string): KeptParcel | undefined;
  /** Tracking numbers of all parcels the sender calls so. */
  numbersOf(reference: string): readonly string[];
  findAnswer(key: string): { readonly print: string; readonly answer: Answer } | undefined;
  close(): void;
}

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA busy_timeout = 5000;
  CREATE TABLE IF NOT EXISTS parcels (
    tracking_number TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    body TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS parcels_reference ON parcels (reference);
  CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY,
    print TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL
  );
`;

/** Opens the file, or ":memory:". */
export function openParcelStore(path: string): ParcelStore {
  const sqlite = new DatabaseSync(path);
  sqlite.exec(schema);
  const put = sqlite.prepare("INSERT OR REPLACE INTO parcels (tracking_number, reference, body) VALUES (?, ?, ?)");
  const get = sqlite.prepare("SELECT body FROM parcels WHERE tracking_number = ?");
  const byReference = sqlite.prepare("SELECT tracking_number FROM parcels WHERE reference = ?");
  const answers = sqlite.prepare("SELECT print, status, body FROM answers WHERE key = ?");
  const keep = sqlite.prepare("INSERT INTO answers (key, print, status, body) VALUES (?, ?, ?, ?)");
  const save = (parcel: KeptParcel) => put.run(parcel.trackingNumber, parcel.reference, JSON.stringify(parcel));
  return {
    create(parcel, key, print, { status, body }) {
      sqlite.exec("BEGIN IMMEDIATE");
      try {
        save(parcel);
        keep.run(key, print, status, JSON.stringify(body));
        sqlite.exec("COMMIT");
      } catch (error) {
        sqlite.exec("ROLLBACK");
        throw error;
      }
    },
    save: (parcel) => void save(parcel),
    find(trackingNumber) {
      const row = get.get(trackingNumber);
      return row === undefined ? undefined : (JSON.parse(String(row.body)) as KeptParcel);
    },
    numbersOf: (reference) => byReference.all(reference).map((row) => String(row.tracking_number)),
    findAnswer(key) {
      const row = answers.get(key);
      if (row === undefined) return undefined;
      const answer = { status: Number(row.status), body: JSON.parse(String(row.body)) as object };
      return { print: String(row.print), answer };
    },
    close: () => sqlite.close(),
  };
}
