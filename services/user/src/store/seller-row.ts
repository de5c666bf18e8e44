import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { Seller } from "../domain/seller.ts";

/** A row of `sellers`. */
export interface SellerRow {
  readonly user_id: string;
  readonly version: bigint;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly logo_url: string;
  readonly contact_email: string;
  readonly paused: boolean;
  readonly suspended: boolean;
  readonly create_time: Date;
  readonly update_time: Date;
}

/** In the order of `sellerValues`. */
export const columns = `user_id, version, name, slug, description, logo_url, contact_email, paused, suspended, create_time,
  update_time`;

export function sellerFromRow(row: SellerRow): Seller {
  const { name, slug, description, paused, suspended } = row;
  return {
    ...{ name, slug, description, paused, suspended },
    userId: idFromUuid("usr", row.user_id),
    version: Number(row.version),
    logoUrl: row.logo_url,
    contactEmail: row.contact_email,
    createTime: row.create_time,
    updateTime: row.update_time,
  };
}

export function sellerValues(seller: Seller): readonly unknown[] {
  const { name, slug, description, logoUrl, contactEmail, paused, suspended, createTime, updateTime } = seller;
  const said = [name, slug, description, logoUrl, contactEmail, paused, suspended];
  return [uuidFromId(seller.userId), seller.version, ...said, createTime, updateTime];
}
