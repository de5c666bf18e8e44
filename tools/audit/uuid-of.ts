/**
 * SQL for the UUID that a public id stands for, such as one in the JSON of a row: the 26 characters of Crockford base32
 * after its "_" are 130 bits, of which the first two are zero.
 */
export function uuidOf(id: string): string {
  return `(
    SELECT string_agg(to_hex(substr(bits, 3 + 4 * digit, 4)::bit(4)::int), '' ORDER BY digit)::uuid
    FROM generate_series(0, 31) AS digit, (
      SELECT string_agg((strpos('0123456789abcdefghjkmnpqrstvwxyz', symbol) - 1)::bit(5)::text, '' ORDER BY place) AS bits
      FROM unnest(string_to_array(split_part(${id}, '_', 2), NULL)) WITH ORDINALITY AS code (symbol, place)
    ) AS decoded
  )`;
}
