import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import { type Store, statement } from "#mesh/store";
import type { LogRead, LogStretch } from "../bus.ts";
import { subjectFilter } from "../subjects.ts";

/** Positions become visible in their order: what a snapshot shows of them has no gap that is filled later. */
const stretchStatement = statement<{ readonly end: bigint; readonly envelope: Buffer | null }>(
  "bus.log.stretch",
  `SELECT log_end.position AS "end", event.envelope
   FROM (SELECT coalesce(max(position), 0) AS position FROM log) AS log_end
   LEFT JOIN (
     SELECT position, envelope FROM log
     WHERE position > $1::bigint AND position <= $1::bigint + $2 AND (subject = ANY ($3) OR EXISTS (
       SELECT FROM unnest($4::text[]) AS prefix WHERE starts_with(subject, prefix)))) AS event ON true
   ORDER BY event.position`,
);

/** Reads a stretch of the log; what it costs depends on its length alone. */
export async function readLog(store: Store, { after, length, subjects }: LogStretch): Promise<LogRead> {
  const { exact, prefixes } = subjectFilter(subjects);
  const rows = await store.query(stretchStatement, [after, length, exact, prefixes]);
  const end = rows[0]?.end ?? 0n;
  const reached = after + BigInt(length);
  return {
    events: rows.flatMap(({ envelope }) => (envelope === null ? [] : [EventEnvelope.decode(envelope)])),
    position: reached < end ? reached : end,
    end,
  };
}
