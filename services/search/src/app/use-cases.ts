import { advanceBuild } from "./advance-build.ts";
import { getIndex } from "./get-index.ts";
import type { SearchPorts } from "./ports.ts";
import { rebuildIndex } from "./rebuild-index.ts";
import { searchProducts } from "./search-products.ts";
import { suggestQueries } from "./suggest-queries.ts";
import { takeChanges } from "./take-changes.ts";

/** Everything the service can do. */
export const searchUseCases = (ports: SearchPorts) => ({
  advanceBuild: advanceBuild(ports),
  getIndex: getIndex(ports),
  rebuildIndex: rebuildIndex(ports),
  searchProducts: searchProducts(ports),
  suggestQueries: suggestQueries(ports),
  takeChanges: takeChanges(ports),
});

export type SearchUseCases = ReturnType<typeof searchUseCases>;
