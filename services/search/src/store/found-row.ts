import { format, idFromUuid, isCurrency, type Money } from "#mesh/kernel";
import { facetRange, facetSteps } from "../domain/price-range.ts";
import type { Bucket, Facet, Hit } from "../domain/search.ts";
import type { BucketJson, FoundRow, HitJson } from "./find-statement.ts";

export function hitFromJson({ product_id, image_url, currency, amount, ...hit }: HitJson): Hit {
  const price =
    currency === null || amount === null ? undefined : { currencyCode: currency, minorUnits: BigInt(amount) };
  return { ...hit, productId: idFromUuid("prd", product_id), imageUrl: image_url, price };
}

/** Those that have buckets; none if the row's page is not the first. */
export function facetsFromRow({ categories, brands, prices }: FoundRow): Facet[] {
  const facet = (field: Facet["field"], buckets: readonly BucketJson[] | null, read: (bucket: BucketJson) => Bucket) =>
    buckets === null ? [] : [{ field, buckets: buckets.map(read) }];
  return [
    ...facet("category_id", categories, ([id, name, count]) => ({
      value: idFromUuid("cat", id),
      label: name ?? "",
      count,
    })),
    ...facet("brand", brands, ([brand, , count]) => ({ value: brand, label: brand, count })),
    ...facet("price", prices, ([currency, step, count]) => {
      const index = Number(step);
      return { value: facetRange(currency, index), label: priceLabel(currency, index), count };
    }),
  ];
}

/** Such as "5.00 EUR to 9.99 EUR". */
function priceLabel(currencyCode: string, index: number): string {
  const [from, next] = [facetSteps[index] ?? 0, facetSteps[index + 1]];
  const shown = (minorUnits: number) => {
    const price: Money = { currencyCode, minorUnits: BigInt(minorUnits) };
    return isCurrency(currencyCode) ? format(price) : `${minorUnits} ${currencyCode}`;
  };
  return next === undefined ? `from ${shown(from)}` : `${shown(from)} to ${shown(next - 1)}`;
}
