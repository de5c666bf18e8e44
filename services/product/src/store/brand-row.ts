import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { Brand } from "../domain/brand.ts";

/** A row of `brands`. */
export interface BrandRow {
  readonly brand_id: string;
  readonly version: bigint;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly logo_url: string;
  readonly create_time: Date;
  readonly update_time: Date;
}

export const columns = "brand_id, version, name, slug, description, logo_url, create_time, update_time";

export function brandFromRow(row: BrandRow): Brand {
  return {
    brandId: idFromUuid("brd", row.brand_id),
    version: Number(row.version),
    name: row.name,
    slug: row.slug,
    description: row.description,
    logoUrl: row.logo_url,
    createTime: row.create_time,
    updateTime: row.update_time,
  };
}

/** The row's values in the order of the columns. */
export function brandValues(brand: Brand): readonly unknown[] {
  const { brandId, version, name, slug, description, logoUrl, createTime, updateTime } = brand;
  return [uuidFromId(brandId), version, name, slug, description, logoUrl, createTime, updateTime];
}
