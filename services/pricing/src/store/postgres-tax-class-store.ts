import { idFromUuid, toPage, uuidFromId } from "#mesh/kernel";
import { type Database, statement } from "#mesh/store";
import type { TaxClassStore } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import type { PricingEvent } from "../domain/events.ts";
import { standardClass, type TaxClass } from "../domain/tax-class.ts";

interface TaxClassRow {
  readonly tax_class: string;
  readonly version: bigint;
  readonly name: string;
  readonly update_time: Date;
}

/** Locks the class $1; where there is none, one of version 0 that lives no longer than the transaction. */
const lock = statement<TaxClassRow>(
  "tax_class.lock",
  `INSERT INTO tax_classes (tax_class, version, name, update_time) VALUES ($1, 0, '', 'epoch')
   ON CONFLICT (tax_class) DO UPDATE SET tax_class = EXCLUDED.tax_class
   RETURNING *`,
);

const update = statement<never>(
  "tax_class.update",
  "UPDATE tax_classes SET version = $2, name = $3, update_time = $4 WHERE tax_class = $1",
);

/** $1 class after which the page starts, $2 rows. */
const page = statement<TaxClassRow>(
  "tax_class.page",
  "SELECT * FROM tax_classes WHERE tax_class > $1 ORDER BY tax_class LIMIT $2",
);

/** Makes the variants $2 be of the class $1, if there is such a class: else there is no row. */
const assign = statement<{ readonly changed: bigint }>(
  "tax_class.assign",
  `WITH found AS (
     SELECT tax_class FROM tax_classes WHERE tax_class = $1 FOR SHARE
   ), changed AS (
     INSERT INTO taxed_variants (variant_id, tax_class)
     SELECT variant_id, tax_class FROM found, unnest($2::uuid[]) AS new (variant_id) ORDER BY variant_id
     ON CONFLICT (variant_id) DO UPDATE SET tax_class = EXCLUDED.tax_class
       WHERE taxed_variants.tax_class <> EXCLUDED.tax_class
     RETURNING variant_id
   )
   SELECT (SELECT count(*) FROM changed) AS changed FROM found`,
);

/** Makes the variants $1 be of the standard class. */
const unassign = statement<{ readonly changed: bigint }>(
  "tax_class.unassign",
  `WITH locked AS (
     SELECT variant_id FROM taxed_variants WHERE variant_id = ANY ($1::uuid[]) ORDER BY variant_id FOR UPDATE
   ), gone AS (
     DELETE FROM taxed_variants USING locked WHERE taxed_variants.variant_id = locked.variant_id
     RETURNING taxed_variants.variant_id
   )
   SELECT count(*) AS changed FROM gone`,
);

/** Variants of the class $1 after $2, $3 rows. */
const pageOfVariants = statement<{ readonly variant_id: string }>(
  "tax_class.page_of_variants",
  `SELECT variant_id FROM taxed_variants WHERE tax_class = $1 AND variant_id > $2
   ORDER BY tax_class, variant_id LIMIT $3`,
);

const beforeAll = "00000000-0000-0000-0000-000000000000";

/** Tax classes in PostgreSQL: a row a class, and one a variant that is not of the standard class. */
export function postgresTaxClassStore(database: Database<PricingEvent>): TaxClassStore {
  return {
    async page(after, size) {
      const rows = await database.query(page, [after ?? "", size + 1]);
      return toPage(rows.map(taxClassFromRow), size, ({ taxClass }) => taxClass);
    },
    set(taxClass, decide, request) {
      return database.change(request, async (tx) => {
        const [row] = await tx.query(lock, [taxClass]);
        const present = row === undefined || row.version === 0n ? undefined : taxClassFromRow(row);
        const next = decide(present);
        if (next !== present) await tx.query(update, [taxClass, next.version, next.name, next.updateTime]);
        return { answer: next, events: [] };
      });
    },
    assign({ taxClass, variantIds }, request) {
      return database.change(request, async (tx) => {
        const variants = variantIds.map(uuidFromId);
        const [row] = await (taxClass === standardClass
          ? tx.query(unassign, [variants])
          : tx.query(assign, [taxClass, variants]));
        if (row === undefined) throw refuse("TAX_CLASS_UNKNOWN", { metadata: { tax_class: taxClass } });
        return { answer: { changed: Number(row.changed) }, events: [] };
      });
    },
    async variants(taxClass, after, size) {
      const from = after === undefined ? beforeAll : uuidFromId(after);
      const rows = await database.query(pageOfVariants, [taxClass, from, size + 1]);
      return toPage(
        rows.map(({ variant_id }) => idFromUuid("var", variant_id)),
        size,
        (variantId) => variantId,
      );
    },
  };
}

function taxClassFromRow({ tax_class, version, name, update_time }: TaxClassRow): TaxClass {
  return { taxClass: tax_class, version: Number(version), name, updateTime: update_time };
}
