import { statement } from "#mesh/store";

/** Of the users $1. */
export const eraseMemberships = statement<never>(
  "pricing.person.memberships",
  `DELETE FROM customer_group_members WHERE user_id = ANY ($1)`,
);

/** Of the users $1: what they used stays counted. */
export const eraseRedemptions = statement<never>(
  "pricing.person.redemptions",
  `UPDATE redemptions SET user_id = NULL WHERE user_id = ANY ($1)`,
);
