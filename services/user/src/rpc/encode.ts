import type * as proto from "#gen/grpc/ultramarket/user/v1/user.ts";
import type { Profile } from "../domain/profile.ts";
import type { UserAddress } from "../domain/user-address.ts";

export function encodeProfile({ version, createTime, updateTime, ...profile }: Profile): proto.User {
  return { ...profile, etag: String(version), createTime, updateTime };
}

export function encodeAddress({ version, ...address }: UserAddress): proto.UserAddress {
  return { ...address, etag: String(version) };
}
