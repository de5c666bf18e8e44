import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { Profile } from "../domain/profile.ts";

/** A row of `profiles`. */
export interface ProfileRow {
  readonly user_id: string;
  readonly version: bigint;
  readonly display_name: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly language_code: string;
  readonly currency_code: string;
  readonly marketing_accepted: boolean;
  readonly country_code: string;
  readonly external_reference: string;
  readonly avatar_url: string;
  readonly create_time: Date;
  readonly update_time: Date;
}

export function profileFromRow(row: ProfileRow): Profile {
  return {
    userId: idFromUuid("usr", row.user_id),
    version: Number(row.version),
    displayName: row.display_name,
    email: row.email,
    emailVerified: row.email_verified,
    languageCode: row.language_code,
    currencyCode: row.currency_code,
    marketingAccepted: row.marketing_accepted,
    countryCode: row.country_code,
    externalReference: row.external_reference,
    avatarUrl: row.avatar_url,
    createTime: row.create_time,
    updateTime: row.update_time,
  };
}

/** The row's values in the order of the columns. */
export function profileValues(profile: Profile): readonly unknown[] {
  const { userId, version, displayName, email, emailVerified } = profile;
  const { languageCode, currencyCode, marketingAccepted, createTime, updateTime } = profile;
  const { countryCode, externalReference, avatarUrl } = profile;
  const said = [displayName, email, emailVerified, languageCode, currencyCode, marketingAccepted];
  return [uuidFromId(userId), version, ...said, countryCode, externalReference, createTime, updateTime, avatarUrl];
}
