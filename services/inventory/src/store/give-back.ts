import { uuidFromId } from "#mesh/kernel";
import type { Transaction } from "#mesh/store";
import type { Release } from "../domain/release.ts";
import { shareColumns } from "./reservation-row.ts";
import * as sql from "./reservation-statements.ts";

/** Writes releases of reservations that are locked: their states, and the units that can be sold again. */
export async function giveBack(tx: Transaction, releases: readonly Release[]): Promise<void> {
  const owners = releases.flatMap(({ next, freed }) => freed.map(() => uuidFromId(next.reservationId)));
  const freed = shareColumns(releases.flatMap((release) => release.freed));
  const ids = releases.map(({ next }) => uuidFromId(next.reservationId));
  const states = releases.map(({ next }) => next.state);
  await tx.query(sql.giveBack, [owners, ...freed, ids, states]);
}
