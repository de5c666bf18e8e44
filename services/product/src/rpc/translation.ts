import type { Translation as ProtoTranslation } from "#gen/grpc/ultramarket/product/v1/product.ts";
import { invalid } from "#mesh/kernel";
import { canonicalLanguage, type Translation } from "../domain/translation.ts";

/** A language tag as BCP 47 writes it; empty for the empty one. Refuses with INVALID_REQUEST what is no tag. */
export function decodeLanguage(field: string, tag: string): string {
  if (tag === "") return "";
  const canonical = canonicalLanguage(tag);
  if (canonical === undefined) throw invalid({ field, description: "is no BCP 47 language tag" });
  return canonical;
}

/** Refuses with INVALID_REQUEST a language that comes twice. */
export function decodeTranslations(translations: readonly ProtoTranslation[]): Translation[] {
  const seen = new Set<string>();
  return translations.map((translation, index) => {
    const field = `product.translations[${index}].language_code`;
    const languageCode = decodeLanguage(field, translation.languageCode);
    if (seen.has(languageCode)) throw invalid({ field, description: "names a language a second time" });
    seen.add(languageCode);
    return { ...translation, languageCode };
  });
}
