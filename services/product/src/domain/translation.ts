import type { Attribute } from "./attribute.ts";

/** The texts of a product in a language; what is empty falls back. */
export interface Translation {
  /** A canonical BCP 47 tag, such as "de-AT". */
  readonly languageCode: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

/** The tag as BCP 47 writes it, "de-AT" for "DE-at"; undefined for what is no tag. */
export function canonicalLanguage(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch (error) {
    if (error instanceof RangeError || (error as Error).name === "RangeError") return undefined;
    throw error;
  }
}

/** The tag and what it falls back to, nearest first (RFC 4647, 3.4): "de-CH-1996", "de-CH", "de". */
export function fallbacksOf(tag: string): readonly string[] {
  const parts = tag.split("-");
  return parts
    .map((_, index) => parts.slice(0, parts.length - index))
    .filter((kept) => (kept.at(-1) ?? "").length > 1)
    .map((kept) => kept.join("-"));
}
