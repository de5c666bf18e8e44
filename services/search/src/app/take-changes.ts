import type { CatalogueChanges } from "../domain/indexed-product.ts";
import type { SearchPorts } from "./ports.ts";

/** Takes in what the catalogue tells. Repeats and late tellings do nothing. */
export const takeChanges =
  ({ index, clock }: SearchPorts) =>
  (changes: CatalogueChanges): Promise<void> =>
    index.take(changes, clock.now());
