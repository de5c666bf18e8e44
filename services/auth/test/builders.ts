import { createIds, systemClock } from "#mesh/kernel";

export const noon = new Date("2026-06-01T12:00:00Z");

/** Ids that differ between runs, so that tests share a database without meeting. */
export const ids = createIds(systemClock);

export const password = "a mug of stoneware";

/** A request to register, with an e-mail nobody else has. */
export function aRegistration(change: { email?: string; password?: string; displayName?: string } = {}) {
  return { email: anEmail(), password, displayName: "Ada", ...change };
}

export function anEmail(): string {
  return `ada.${ids.uuid()}@example.com`;
}
