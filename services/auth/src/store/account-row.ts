import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { Account } from "../domain/account.ts";

/** A row of `accounts`, without the password. */
export interface AccountRow {
  readonly user_id: string;
  readonly version: bigint;
  readonly auth_version: bigint;
  readonly email: string;
  readonly email_verified: boolean;
  readonly display_name: string;
  readonly roles: readonly string[];
  readonly create_time: Date;
  readonly update_time: Date;
}

export const accountColumns =
  "user_id, version, auth_version, email, email_verified, display_name, roles, create_time, update_time";

export function accountFromRow(row: AccountRow): Account {
  return {
    userId: idFromUuid("usr", row.user_id),
    version: Number(row.version),
    authVersion: Number(row.auth_version),
    email: row.email,
    emailVerified: row.email_verified,
    displayName: row.display_name,
    roles: row.roles,
    createTime: row.create_time,
    updateTime: row.update_time,
  };
}

/** The row's values in the order of the columns. */
export function accountValues(account: Account): readonly unknown[] {
  const { userId, version, authVersion, email, emailVerified, displayName, roles, createTime, updateTime } = account;
  return [uuidFromId(userId), version, authVersion, email, emailVerified, displayName, roles, createTime, updateTime];
}
