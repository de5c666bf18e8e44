import type { DomainEvent } from "#mesh/kernel";
import { type Database, statement } from "#mesh/store";
import type { ImportStore } from "../app/ports.ts";
import type { RowError } from "../domain/product-import.ts";

interface ImportRow {
  readonly import_id: string;
  readonly next_row: bigint;
  readonly created_count: bigint;
  readonly updated_count: bigint;
  readonly unchanged_count: bigint;
  readonly refused_count: bigint;
  readonly errors: readonly RowError[];
  readonly update_time: Date;
}

const find = statement<ImportRow>(
  "import.find",
  `SELECT import_id, next_row, created_count, updated_count, unchanged_count, refused_count, errors, update_time
   FROM product_imports WHERE caller = $1 AND import_id = $2`,
);

/** Keeps the progress of the import if it was at the row $10. */
const advance = statement<{ import_id: string }>(
  "import.advance",
  `INSERT INTO product_imports AS present (caller, import_id, next_row, created_count, updated_count, unchanged_count,
     refused_count, errors, update_time)
   SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
   WHERE $10 = 0 OR EXISTS (SELECT FROM product_imports WHERE caller = $1 AND import_id = $2)
   ON CONFLICT (caller, import_id) DO UPDATE SET next_row = EXCLUDED.next_row, created_count = EXCLUDED.created_count,
     updated_count = EXCLUDED.updated_count, unchanged_count = EXCLUDED.unchanged_count,
     refused_count = EXCLUDED.refused_count, errors = EXCLUDED.errors, update_time = EXCLUDED.update_time
   WHERE present.next_row = $10 RETURNING import_id`,
);

/** Imports in PostgreSQL, a row each. */
export function postgresImportStore(database: Database<DomainEvent>): ImportStore {
  return {
    async find(caller, importId) {
      const [row] = await database.query(find, [caller, importId]);
      return (
        row && {
          importId: row.import_id,
          nextRow: Number(row.next_row),
          created: Number(row.created_count),
          updated: Number(row.updated_count),
          unchanged: Number(row.unchanged_count),
          refused: Number(row.refused_count),
          errors: row.errors,
          updateTime: row.update_time,
        }
      );
    },
    async advance(caller, nextRow, progress) {
      const { importId, created, updated, unchanged, refused, errors, updateTime } = progress;
      const counts = [progress.nextRow, created, updated, unchanged, refused];
      const values = [caller, importId, ...counts, JSON.stringify(errors), updateTime, nextRow];
      return (await database.write(advance, values, [])).length > 0;
    },
  };
}
