import type { Id } from "#mesh/kernel";

export type UserId = Id<"usr">;
export type AddressId = Id<"adr">;
