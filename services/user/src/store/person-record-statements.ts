import { statement } from "#mesh/store";

interface Document {
  readonly document: string;
}

/** What there is of the users $1 by what it is, in the order it is told, without secrets and what only the work needs. */
export const collections = {
  profile: statement<Document>(
    "user.person.export_profile",
    `SELECT (to_jsonb(profiles) - 'version')::text AS document FROM profiles WHERE user_id = ANY ($1)`,
  ),
  addresses: statement<Document>(
    "user.person.export_addresses",
    `SELECT (to_jsonb(addresses) - 'version')::text AS document FROM addresses WHERE user_id = ANY ($1) ORDER BY address_id`,
  ),
  consents: statement<Document>(
    "user.person.export_consents",
    `SELECT to_jsonb(consents)::text AS document FROM consents WHERE user_id = ANY ($1) ORDER BY user_id, number`,
  ),
  wish_lists: statement<Document>(
    "user.person.export_wish_lists",
    `SELECT (to_jsonb(wish_lists) - 'version' || jsonb_build_object('items', (
     SELECT coalesce(jsonb_agg(to_jsonb(item) - '{wish_list_id,number}'::text[] ORDER BY number), '[]') FROM wish_list_items AS item
     WHERE item.wish_list_id = wish_lists.wish_list_id)))::text AS document
   FROM wish_lists WHERE user_id = ANY ($1) ORDER BY wish_list_id`,
  ),
  seller: statement<Document>(
    "user.person.export_seller",
    "SELECT (to_jsonb(sellers) - 'version')::text AS document FROM sellers WHERE user_id = ANY ($1)",
  ),
  privacy_requests: statement<Document>(
    "user.person.export_privacy_requests",
    `SELECT (to_jsonb(privacy_requests) - '{outstanding,round,version,due_time}'::text[])::text AS document
   FROM privacy_requests WHERE user_id = ANY ($1) ORDER BY privacy_request_id`,
  ),
} as const;
