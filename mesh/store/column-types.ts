import pg from "pg";

const { INT8, DATE } = pg.types.builtins;

/** How columns arrive: bigint as bigint, date as its ISO 8601 text (a Date would shift it by a time zone). */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text") => {
    if (oid === INT8) return BigInt;
    if (oid === DATE) return String;
    return pg.types.getTypeParser(oid, format);
  }) as typeof pg.types.getTypeParser,
};
