import type { Id } from "#mesh/kernel";

export type UserId = Id<"usr">;
export type AddressId = Id<"adr">;
export type WishListId = Id<"wsh">;
export type VariantId = Id<"var">;
