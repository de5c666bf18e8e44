import { idKey, type PageKey, type PageQuery, type RequestKey, readPage } from "#mesh/kernel";
import type { VariantId } from "../domain/price.ts";
import { setTaxClass as decide, type TaxClass } from "../domain/tax-class.ts";
import type { ClassAssignment, PricingPorts } from "./ports.ts";

export interface SetTaxClass extends Pick<TaxClass, "taxClass" | "name"> {
  /** Empty for any version. */
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

const classKey: PageKey<string> = {
  encode: (taxClass) => [taxClass],
  decode: ([taxClass, ...more]) => (taxClass !== undefined && more.length === 0 ? taxClass : undefined),
};

/** Fails with ETAG_MISMATCH. */
export const setTaxClass =
  ({ taxClasses, clock }: PricingPorts) =>
  ({ taxClass, name, etag, request }: SetTaxClass): Promise<TaxClass> =>
    taxClasses.set(taxClass, (present) => decide(present, { taxClass, name }, etag, clock.now()), request);

/** By code. Fails with PAGE_TOKEN_INVALID. */
export const listTaxClasses =
  ({ taxClasses }: PricingPorts) =>
  (query: PageQuery): Promise<{ items: readonly TaxClass[]; nextPageToken: string }> => {
    const list = { name: "tax_classes", filter: {}, key: classKey };
    return readPage(list, query, (after, size) => taxClasses.page(after, size));
  };

/** Fails with TAX_CLASS_UNKNOWN. */
export const assignTaxClass =
  ({ taxClasses }: PricingPorts) =>
  (assignment: ClassAssignment, request?: RequestKey): Promise<{ readonly changed: number }> =>
    taxClasses.assign(assignment, request);

/** By variant id. Fails with PAGE_TOKEN_INVALID. */
export const listTaxClassVariants =
  ({ taxClasses }: PricingPorts) =>
  (
    query: PageQuery & { readonly taxClass: string },
  ): Promise<{ items: readonly VariantId[]; nextPageToken: string }> => {
    const { taxClass } = query;
    const list = { name: "tax_class_variants", filter: { taxClass }, key: idKey("var") };
    return readPage(list, query, (after, size) => taxClasses.variants(taxClass, after, size));
  };
