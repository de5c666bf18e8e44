import { statement } from "#mesh/store";

export interface GenerationRow {
  readonly generation: bigint;
  readonly slot: number;
  readonly state: "BUILDING" | "SERVING" | "RETIRED";
  readonly product_count: bigint;
  readonly position: bigint;
  readonly log_end: bigint;
  readonly update_time: Date;
}

const columns = "generation, slot, state, product_count, position, log_end, update_time";

/** Makes the first index, of the language $1. */
export const makeFirst = statement<never>(
  "search.make_first",
  `INSERT INTO generations (generation, slot, state, language, update_time)
   SELECT 1, 0, 'SERVING', $1, $2 WHERE NOT EXISTS (SELECT FROM generations) ON CONFLICT DO NOTHING`,
);

export const list = statement<GenerationRow>("search.generations", `SELECT ${columns} FROM generations`);

/** The same; one transaction after the other. */
export const lock = statement<GenerationRow>(
  "search.lock_generations",
  `SELECT ${columns} FROM generations ORDER BY generation FOR UPDATE`,
);

/** Begins the generation $1 in the slot $2 in the language $3. */
export const begin = statement<GenerationRow>(
  "search.begin",
  `INSERT INTO generations (generation, slot, state, language, update_time) VALUES ($1, $2, 'BUILDING', $3, $4)
   RETURNING ${columns}`,
);

/** The lease until $3 for $1, if it is free at $2 and its slot is. */
export const claim = statement<Pick<GenerationRow, "generation" | "position">>(
  "search.claim",
  `UPDATE generations SET lease_owner = $1, lease_time = $3
   WHERE state = 'BUILDING' AND (lease_owner IS NULL OR lease_owner = $1 OR lease_time <= $2)
     AND NOT EXISTS (SELECT FROM generations WHERE state = 'RETIRED')
   RETURNING generation, position`,
);

/** Moves what $1 builds as generation $2 from the position $3 to $4 of a log that ends at $5; the lease is until $6. */
export const advance = statement<{ generation: bigint }>(
  "search.advance",
  `UPDATE generations SET position = $4, log_end = $5, lease_time = $6
   WHERE generation = $2 AND state = 'BUILDING' AND lease_owner = $1 AND position = $3 RETURNING generation`,
);

export const retire = statement<never>(
  "search.retire",
  "UPDATE generations SET state = 'RETIRED', update_time = $1 WHERE state = 'SERVING'",
);

/** Lets the generation $2, which $1 has built, serve. */
export const serve = statement<Pick<GenerationRow, "product_count">>(
  "search.serve",
  "UPDATE generations SET state = 'SERVING' WHERE generation = $2 AND lease_owner = $1 RETURNING product_count",
);

/** What was replaced at $1 or before. */
export const retired = statement<Pick<GenerationRow, "generation" | "slot">>(
  "search.retired",
  "SELECT generation, slot FROM generations WHERE state = 'RETIRED' AND update_time <= $1",
);

export const forget = statement<{ generation: bigint }>(
  "search.forget",
  "DELETE FROM generations WHERE generation = $1 AND state = 'RETIRED' RETURNING generation",
);

/** Nobody shall wait behind the clearing of a slot: it waits itself, and gives up soon. */
export const waitBriefly = statement<never>("search.wait_briefly", "SET LOCAL lock_timeout = 500");

export const clearDocuments = [0, 1].map((slot) =>
  statement<never>(`search.clear_documents.${slot}`, `TRUNCATE documents_${slot}, words_${slot}`),
);

export const clearCategories = statement<never>("search.clear_categories", "DELETE FROM categories WHERE slot = $1");
