import { refuse } from "./errors.ts";
import type { Product, ProductId } from "./product.ts";

/** What is there of the SKUs and slugs that entries name. */
export interface CataloguePart {
  /** All products that hold one of the SKUs. */
  readonly products: readonly Product[];
  /** Who holds the slugs that are taken, by `slugKey`. */
  readonly slugs: ReadonlyMap<string, ProductId>;
}

/** What a slug goes by: in a translation, along with its language. */
export function slugKey(slug: string, languageCode = ""): string {
  return `${languageCode} ${slug}`;
}

/** Who holds which SKU and slug: before a batch, and by what its earlier entries claimed. */
export class ClaimedCatalogue {
  readonly #holders: ReadonlyMap<string, Product>;
  readonly #slugs: Map<string, ProductId>;
  readonly #claimed = new Set<string>();

  constructor({ products, slugs }: CataloguePart) {
    this.#holders = new Map(products.flatMap((product) => product.variants.map(({ sku }) => [sku, product])));
    this.#slugs = new Map(slugs);
  }

  /** The one product that holds any of the SKUs; undefined if none does. Fails with SKU_TAKEN. */
  holderOf(skus: readonly string[]): Product | undefined {
    const product = skus.map((sku) => this.#holders.get(sku)).find((holder) => holder !== undefined);
    const isElsewhere = (sku: string) => this.#holders.has(sku) && this.#holders.get(sku) !== product;
    const taken = skus.find((sku) => this.#claimed.has(sku) || isElsewhere(sku));
    if (taken !== undefined) throw refuse("SKU_TAKEN", { metadata: { sku: taken } });
    return product;
  }

  isFree(slug: string, productId?: ProductId, languageCode = ""): boolean {
    const holder = this.#slugs.get(slugKey(slug, languageCode));
    return holder === undefined || holder === productId;
  }

  /** Keeps from later entries the product's slug, and the SKUs it has and had. */
  claim({ productId, slug, variants, translations }: Product, before?: Product): void {
    this.#slugs.set(slugKey(slug), productId);
    for (const translation of translations) {
      this.#slugs.set(slugKey(translation.slug, translation.languageCode), productId);
    }
    for (const { sku } of [...variants, ...(before?.variants ?? [])]) this.#claimed.add(sku);
  }
}
