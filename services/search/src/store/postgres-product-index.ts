import type { Database } from "#mesh/store";
import type { ProductIndex } from "../app/ports.ts";
import type { IndexRebuilt } from "../domain/index-state.ts";
import { lastOf } from "../domain/indexed-product.ts";
import { typedQuery } from "../domain/typed-query.ts";
import { understand } from "../domain/understand.ts";
import { categoryValues, productsJson } from "./document-json.ts";
import { find } from "./find.ts";
import { suggest } from "./suggest.ts";
import * as sql from "./take-statements.ts";
import { vocabularyFromRows } from "./vocabulary-row.ts";
import { askVocabulary } from "./vocabulary-statement.ts";

/** The index in PostgreSQL: full text over GIN, spelling by shared fragments of words, ranking by our own sum. */
export function postgresProductIndex(database: Database<IndexRebuilt>): ProductIndex {
  return {
    async search(search, after, size) {
      const typed = typedQuery(search.query);
      const { known, near, begun } = typed.question;
      const serving = vocabularyFromRows(await database.query(askVocabulary, [known, near, begun]));
      const { wanted, corrected } = understand(typed, serving.vocabulary);
      const found = await find(database, {
        search,
        wanted,
        slot: serving.slot,
        isTyped: typed.words.length > 0,
        after,
        size,
      });
      return { ...found, generation: serving.generation, correctedQuery: corrected };
    },

    suggest: (query, size) => suggest(database, query, size),

    async take(changes, now) {
      const { products, categories } = lastOf(changes);
      for (const category of categories) {
        await database.write(sql.takeCategory, [...categoryValues(category), null, now], []);
      }
      if (products.length > 0) await database.write(sql.takeProducts, [productsJson(products), null, now], []);
    },
  };
}
