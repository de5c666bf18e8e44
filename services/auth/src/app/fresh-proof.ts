import type { AuthPorts } from "./ports.ts";

/** What was shown before counts as fresh no longer. */
export function provenSince({ clock, proofLifetimeMs }: Pick<AuthPorts, "clock" | "proofLifetimeMs">): Date {
  return new Date(clock.now().getTime() - proofLifetimeMs);
}
