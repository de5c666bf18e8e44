import { readFile } from "node:fs/promises";

/** What somebody types, how it differs from the name, and the codes of the products meant. */
export interface LabelledQuery {
  readonly kind: string;
  readonly query: string;
  readonly codes: readonly string[];
}

/** Queries for the catalogue of the Online Retail data set, by stock code. */
export async function onlineRetailQueries(): Promise<LabelledQuery[]> {
  return JSON.parse(await readFile(new URL("queries.json", import.meta.url), "utf8"));
}
