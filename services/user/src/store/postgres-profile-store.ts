import { type Decision, uuidFromId } from "#mesh/kernel";
import type { Database, Transaction } from "#mesh/store";
import type { ProfileStore } from "../app/ports.ts";
import type { UserEvent } from "../domain/events.ts";
import type { UserId } from "../domain/ids.ts";
import { emptyProfile, type Profile, type UserUpdated } from "../domain/profile.ts";
import * as customerSql from "./customer-statements.ts";
import { keepCustomers } from "./keep-customers.ts";
import { personFromRow } from "./person-row.ts";
import { profileFromRow, profileValues } from "./profile-row.ts";
import * as sql from "./profile-statements.ts";

/** Profiles in PostgreSQL: a row for each person of whom something was said. */
export function postgresProfileStore(database: Database<UserEvent>): ProfileStore {
  return {
    async find(userId) {
      const [row] = await database.query(sql.find, [uuidFromId(userId)]);
      return row && profileFromRow(row);
    },
    async read(userId) {
      const [row] = await database.query(sql.read, [uuidFromId(userId)]);
      return personFromRow(userId, row);
    },
    change: (userId, decide, request) =>
      database.change(request, async (tx) => {
        const { next, events } = await write(tx, userId, decide);
        return { answer: next, events };
      }),
    async findCustomers(externalReferences) {
      return (await database.query(customerSql.find, [externalReferences])).map(profileFromRow);
    },
    keepCustomers: (customers, decide, request) =>
      database.change(request, async (tx) => {
        const decisions = await keepCustomers(tx, customers, decide);
        const kept = new Map(decisions.map(({ next }) => [next.externalReference, next]));
        const answer = customers.flatMap(({ externalReference }) => kept.get(externalReference) ?? []);
        return { answer, events: decisions.flatMap(({ events }) => events) };
      }),
  };
}

/** Decides again if another made the profile between the look and the first row of it. */
async function write(
  tx: Transaction,
  userId: UserId,
  decide: (profile: Profile) => Decision<Profile, UserUpdated>,
): Promise<Decision<Profile, UserUpdated>> {
  const [row] = await tx.query(sql.lock, [uuidFromId(userId)]);
  const before = row === undefined ? emptyProfile(userId) : profileFromRow(row);
  const decision = decide(before);
  if (decision.next === before) return decision;
  const [kept] = await tx.query(row === undefined ? sql.insert : sql.update, profileValues(decision.next));
  return kept === undefined ? write(tx, userId, decide) : decision;
}
