import { type Caller, holds, refuse } from "#mesh/kernel";

/** Fails with PERMISSION_MISSING if a time is given and the caller may not say when something happened. */
export function requireBackdating(
  caller: Caller,
  { businessTime }: { readonly businessTime?: Date | undefined },
): void {
  if (businessTime === undefined || holds(caller, "order.backdate")) return;
  throw refuse("PERMISSION_MISSING", { metadata: { permission: "order.backdate" } });
}
