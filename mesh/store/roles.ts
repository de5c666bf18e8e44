/** Schemas and roles are named after services; anything else does not belong into SQL text or startup options. */
const plainName = /^[a-z][a-z0-9_]{0,50}$/;

/** The database role that owns a schema. The prefix keeps it apart from roles that others made on the same server. */
export function roleOf(schema: string): string {
  if (!plainName.test(schema)) throw new RangeError(`not a schema name: ${schema}`);
  return `um_${schema}`;
}
