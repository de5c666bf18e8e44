import type { Product } from "./product.ts";
import { fallbacksOf } from "./translation.ts";

/** A product in the language it is given in. */
export interface LocalizedProduct extends Product {
  readonly languageCode: string;
}

/**
 * The product with the texts of the language wanted, each from the nearest translation that has it, then from the
 * market's language; it says the nearest that has any. Without a wish: the market's language and all translations.
 */
export function localize(product: Product, wanted: string, marketLanguage: string): LocalizedProduct {
  if (wanted === "") return { ...product, languageCode: marketLanguage };
  const chain = fallbacksOf(wanted);
  const own = chain.indexOf(marketLanguage);
  const found = (own < 0 ? chain : chain.slice(0, own)).flatMap(
    (tag) => product.translations.find(({ languageCode }) => languageCode === tag) ?? [],
  );
  const texts = [...found, product];
  return {
    ...product,
    name: texts.find(({ name }) => name !== "")?.name ?? "",
    slug: texts.find(({ slug }) => slug !== "")?.slug ?? "",
    description: texts.find(({ description }) => description !== "")?.description ?? "",
    attributes: texts.find(({ attributes }) => attributes.length > 0)?.attributes ?? [],
    translations: [],
    languageCode: found[0]?.languageCode ?? marketLanguage,
  };
}
