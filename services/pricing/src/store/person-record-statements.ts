import { statement } from "#mesh/store";

interface Document {
  readonly document: string;
}

/** What there is of the users $1 by what it is, in the order it is told, without secrets and what only the work needs. */
export const collections = {
  customer_groups: statement<Document>(
    "pricing.person.export_customer_groups",
    `SELECT jsonb_build_object('customer_group', customer_group, 'user_id', user_id)::text AS document
   FROM customer_group_members WHERE user_id = ANY ($1) ORDER BY customer_group`,
  ),
} as const;
