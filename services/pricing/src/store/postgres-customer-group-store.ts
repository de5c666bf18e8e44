import { idFromUuid, toPage, uuidFromId } from "#mesh/kernel";
import { type Database, statement } from "#mesh/store";
import type { CustomerGroupStore } from "../app/ports.ts";
import type { CustomerGroup } from "../domain/customer-group.ts";
import { refuse } from "../domain/errors.ts";
import type { PricingEvent } from "../domain/events.ts";

interface GroupRow {
  readonly customer_group: string;
  readonly version: bigint;
  readonly name: string;
  readonly update_time: Date;
}

/** Locks the group $1; where there is none, one of version 0 that lives no longer than the transaction. */
const lock = statement<GroupRow>(
  "customer_group.lock",
  `INSERT INTO customer_groups (customer_group, version, name, update_time) VALUES ($1, 0, '', 'epoch')
   ON CONFLICT (customer_group) DO UPDATE SET customer_group = EXCLUDED.customer_group
   RETURNING *`,
);

const update = statement<never>(
  "customer_group.update",
  "UPDATE customer_groups SET version = $2, name = $3, update_time = $4 WHERE customer_group = $1",
);

/** $1 group after which the page starts, $2 rows. */
const page = statement<GroupRow>(
  "customer_group.page",
  "SELECT * FROM customer_groups WHERE customer_group > $1 ORDER BY customer_group LIMIT $2",
);

/** Puts the users $2 into the group $1 and takes out $3, if there is such a group: else there is no row. */
const changeMembers = statement<{ readonly added: bigint; readonly removed: bigint }>(
  "customer_group.change_members",
  `WITH found AS (
     SELECT customer_group FROM customer_groups WHERE customer_group = $1 FOR SHARE
   ), added AS (
     INSERT INTO customer_group_members (user_id, customer_group)
     SELECT user_id, customer_group FROM found, unnest($2::uuid[]) AS new (user_id) ORDER BY user_id
     ON CONFLICT DO NOTHING RETURNING user_id
   ), removed AS (
     DELETE FROM customer_group_members USING found
     WHERE customer_group_members.customer_group = found.customer_group AND user_id = ANY ($3::uuid[]) RETURNING user_id
   )
   SELECT (SELECT count(*) FROM added) AS added, (SELECT count(*) FROM removed) AS removed FROM found`,
);

/** Members of the group $1 after the user $2, $3 rows. */
const pageOfMembers = statement<{ readonly user_id: string }>(
  "customer_group.page_of_members",
  `SELECT user_id FROM customer_group_members WHERE customer_group = $1 AND user_id > $2
   ORDER BY customer_group, user_id LIMIT $3`,
);

const beforeAll = "00000000-0000-0000-0000-000000000000";

/** Customer groups in PostgreSQL: a row a group, and one a member. */
export function postgresCustomerGroupStore(database: Database<PricingEvent>): CustomerGroupStore {
  return {
    async page(after, size) {
      const rows = await database.query(page, [after ?? "", size + 1]);
      return toPage(rows.map(groupFromRow), size, ({ customerGroup }) => customerGroup);
    },
    set(customerGroup, decide, request) {
      return database.change(request, async (tx) => {
        const [row] = await tx.query(lock, [customerGroup]);
        const present = row === undefined || row.version === 0n ? undefined : groupFromRow(row);
        const next = decide(present);
        if (next !== present) await tx.query(update, [customerGroup, next.version, next.name, next.updateTime]);
        return { answer: next, events: [] };
      });
    },
    changeMembers({ customerGroup, add, remove }, request) {
      return database.change(request, async (tx) => {
        const leaving = remove.filter((userId) => !add.includes(userId));
        const [row] = await tx.query(changeMembers, [customerGroup, add.map(uuidFromId), leaving.map(uuidFromId)]);
        if (row === undefined) throw refuse("CUSTOMER_GROUP_UNKNOWN", { metadata: { customer_group: customerGroup } });
        return { answer: { added: Number(row.added), removed: Number(row.removed) }, events: [] };
      });
    },
    async members(customerGroup, after, size) {
      const from = after === undefined ? beforeAll : uuidFromId(after);
      const rows = await database.query(pageOfMembers, [customerGroup, from, size + 1]);
      return toPage(
        rows.map(({ user_id }) => idFromUuid("usr", user_id)),
        size,
        (userId) => userId,
      );
    },
  };
}

function groupFromRow({ customer_group, version, name, update_time }: GroupRow): CustomerGroup {
  return { customerGroup: customer_group, version: Number(version), name, updateTime: update_time };
}
