import type { Suggestion } from "../domain/search.ts";
import type { SearchPorts } from "./ports.ts";

const defaultSize = 10;

/** How the query may go on, likeliest first; a size of 0 asks for ten. */
export const suggestQueries =
  ({ index }: SearchPorts) =>
  (query: string, size: number): Promise<readonly Suggestion[]> =>
    index.suggest(query, size || defaultSize);
