import type { Id } from "#mesh/kernel";

export type UserId = Id<"usr">;
export type SessionId = Id<"ses">;
export type CodeId = Id<"cod">;
export type ApiKeyId = Id<"key">;
export type FactorId = Id<"fct">;
export type IdentityId = Id<"idn">;
