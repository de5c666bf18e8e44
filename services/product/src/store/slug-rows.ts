import { uuidFromId } from "#mesh/kernel";
import { inColumns, statement, type Transaction } from "#mesh/store";
import type { Product } from "../domain/product.ts";

/**
 * Keeps that the slugs $1, each in the language $2 beside it, are ($4) or were of the products $3; answers those that no
 * other product has.
 */
const keep = statement<{ slug: string }>(
  "product.keep_slugs",
  `INSERT INTO product_slugs (slug, language_code, product_id, is_current)
   SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[], $4::boolean[])
     AS given (slug, language_code, product_id, is_current) ORDER BY slug, language_code
   ON CONFLICT (slug, language_code) DO UPDATE SET product_id = EXCLUDED.product_id, is_current = EXCLUDED.is_current
   WHERE NOT product_slugs.is_current OR product_slugs.product_id = EXCLUDED.product_id RETURNING slug`,
);

interface SlugRow {
  readonly slug: string;
  readonly languageCode: string;
  readonly isCurrent: boolean;
}

/** Keeps the slugs that products got in translations and those they lost; answers one that another has, if there is. */
export async function keepSlugs(
  tx: Transaction,
  changes: readonly { readonly before?: Product | undefined; readonly next: Product }[],
): Promise<string | undefined> {
  const rows = new Map<string, readonly unknown[]>();
  for (const { before, next } of changes) {
    for (const { slug, languageCode, isCurrent } of slugRows(before, next)) {
      const key = `${languageCode} ${slug}`;
      if (isCurrent || !rows.has(key)) rows.set(key, [slug, languageCode, uuidFromId(next.productId), isCurrent]);
    }
  }
  if (rows.size === 0) return undefined;
  const wanted = [...rows.values()];
  const kept = new Set((await tx.query(keep, inColumns(wanted))).map(({ slug }) => slug));
  return wanted.flatMap(([slug, , , isCurrent]) => (isCurrent && !kept.has(String(slug)) ? [String(slug)] : []))[0];
}

function slugRows(before: Product | undefined, next: Product): readonly SlugRow[] {
  const had = slugsOf(before);
  const has = slugsOf(next);
  const renamed = before !== undefined && before.slug !== next.slug;
  return [
    ...(renamed ? [{ slug: before.slug, languageCode: "", isCurrent: false }] : []),
    ...had.filter((one) => !has.some((other) => isSame(one, other))).map((one) => ({ ...one, isCurrent: false })),
    ...has.filter((one) => !had.some((other) => isSame(one, other))).map((one) => ({ ...one, isCurrent: true })),
  ];
}

function slugsOf(product: Product | undefined): readonly Omit<SlugRow, "isCurrent">[] {
  return (product?.translations ?? []).flatMap(({ slug, languageCode }) =>
    slug === "" ? [] : [{ slug, languageCode }],
  );
}

function isSame(one: Omit<SlugRow, "isCurrent">, other: Omit<SlugRow, "isCurrent">): boolean {
  return one.slug === other.slug && one.languageCode === other.languageCode;
}
