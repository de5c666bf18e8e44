import { type Statement, statement } from "./statement.ts";

/** One writing statement of several CTEs that can keep events along with its change; run as it is, it keeps none. */
export interface Telling<Row> extends Statement<Row> {
  /** The same, with the columns of the events after its own values. */
  readonly told: Statement<Row>;
}

/**
 * Names a statement of `valueCount` values for Database.write. `told(change)`, put behind the last CTE, keeps the events
 * if the CTE `change`, which locks the rows of the aggregates they are about, has a row:
 * `telling("shop.sell", 1, (told) => "WITH sold AS (UPDATE ... RETURNING id)" + told("sold") + " SELECT id FROM sold")`.
 */
export function telling<Row>(
  name: string,
  valueCount: number,
  text: (told: (change: string) => string) => string,
): Telling<Row> {
  const told = statement<Row>(
    `${name}.told`,
    text((change) => keepEvents(change, valueCount)),
  );
  return {
    ...statement<Row>(
      name,
      text(() => ""),
    ),
    told,
  };
}

/** The form of a statement that keeps events: its own, or made of a single INSERT, UPDATE or DELETE. */
export function toldForm<Row>(change: Statement<Row> | Telling<Row>, valueCount: number): Statement<Row> {
  if ("told" in change) return change.told;
  const { name, text } = change;
  return telling<Row>(name, valueCount, (told) => `WITH change AS (${text})${told("change")} SELECT * FROM change`)
    .told;
}

/**
 * Counting the rows of the change runs all of it, and so takes its locks, before the first event draws its seq: for
 * events of one aggregate, seq is the order of the commits.
 */
function keepEvents(change: string, valueCount: number): string {
  const [ids, subjects, keys, versions, envelopes] = [1, 2, 3, 4, 5].map((column) => `$${valueCount + column}`);
  return `, told AS (
    INSERT INTO outbox (event_id, subject, key, version, envelope)
    SELECT event_id, subject, key, version, envelope
    FROM unnest(${ids}::uuid[], ${subjects}::text[], ${keys}::text[], ${versions}::bigint[], ${envelopes}::bytea[])
      WITH ORDINALITY AS event (event_id, subject, key, version, envelope, ordinal)
    WHERE (SELECT count(*) FROM ${change}) > 0 ORDER BY ordinal
  )`;
}
