import { type Decision, uuidFromId } from "#mesh/kernel";
import { inColumns, type Transaction } from "#mesh/store";
import type { Customer, Profile, UserUpdated } from "../domain/profile.ts";
import * as sql from "./customer-statements.ts";
import { profileFromRow, profileValues } from "./profile-row.ts";

type Decide = (customer: Customer, profile?: Profile) => Decision<Profile, UserUpdated>;

/** Keeps what is decided of each customer, in any order; see `ProfileStore.keepCustomers`. */
export async function keepCustomers(
  tx: Transaction,
  customers: readonly Customer[],
  decide: Decide,
): Promise<readonly Decision<Profile, UserUpdated>[]> {
  const found = await lock(tx, customers);
  const known = customers.filter(({ externalReference }) => found.has(externalReference));
  const kept = known.map((customer) => decide(customer, found.get(customer.externalReference)));
  await update(
    tx,
    kept.filter(({ events }) => events.length > 0).map(({ next }) => next),
  );
  const unknown = customers.filter(({ externalReference }) => !found.has(externalReference));
  if (unknown.length === 0) return kept;
  const wanted = unknown.map((customer) => decide(customer));
  const made = await insert(
    tx,
    wanted.map(({ next }) => next),
  );
  const ours = wanted.filter(({ next }) => made.has(next.externalReference));
  if (ours.length === unknown.length) return [...kept, ...ours];
  const theirs = unknown.filter(({ externalReference }) => !made.has(externalReference));
  return [...kept, ...ours, ...(await keepCustomers(tx, theirs, decide))];
}

async function lock(tx: Transaction, customers: readonly Customer[]): Promise<ReadonlyMap<string, Profile>> {
  const rows = await tx.query(sql.lock, [customers.map(({ externalReference }) => externalReference)]);
  return new Map(rows.map(profileFromRow).map((profile) => [profile.externalReference, profile]));
}

/** The references of the profiles that were made: others may have made the rest. */
async function insert(tx: Transaction, profiles: readonly Profile[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query(sql.insert, inColumns(profiles.map(profileValues)));
  return new Set(rows.map(({ external_reference }) => external_reference));
}

async function update(tx: Transaction, profiles: readonly Profile[]): Promise<void> {
  if (profiles.length === 0) return;
  const values = profiles.map(({ userId, version, displayName, countryCode, updateTime }) => {
    return [uuidFromId(userId), version, displayName, countryCode, updateTime];
  });
  await tx.query(sql.update, inColumns(values));
}
