import type * as proto from "#gen/grpc/ultramarket/user/v1/user.ts";
import type * as wishProto from "#gen/grpc/ultramarket/user/v1/wish_list.ts";
import type { Profile } from "../domain/profile.ts";
import type { UserAddress } from "../domain/user-address.ts";
import type { ReadWishList } from "../domain/wish-list.ts";
import type { WishListItem } from "../domain/wish-list-item.ts";

export function encodeProfile({ version, createTime, updateTime, ...profile }: Profile): proto.User {
  return { ...profile, etag: String(version), createTime, updateTime };
}

export function encodeAddress({ version, ...address }: UserAddress): proto.UserAddress {
  return { ...address, etag: String(version) };
}

export function encodeWishList({ version, ...list }: ReadWishList): wishProto.WishList {
  return { ...list, etag: String(version) };
}

export function encodeWishListItem({ quantity, ...item }: WishListItem): wishProto.WishListItem {
  return { ...item, quantity: BigInt(quantity) };
}
