import { statement } from "#mesh/store";

interface Document {
  readonly document: string;
}

/** What there is of the users $1 by what it is, in the order it is told, without secrets and what only the work needs. */
export const collections = {
  account: statement<Document>(
    "auth.person.export_account",
    `SELECT jsonb_build_object('user_id', user_id, 'email', email, 'email_verified', email_verified, 'display_name', display_name,
     'roles', roles, 'create_time', create_time, 'update_time', update_time)::text AS document
   FROM accounts WHERE user_id = ANY ($1)`,
  ),
  sessions: statement<Document>(
    "auth.person.export_sessions",
    `SELECT jsonb_build_object('session_id', session_id, 'create_time', create_time, 'expire_time', expire_time, 'end_time', end_time,
     'last_use_time', last_use_time, 'user_agent', user_agent, 'address_range', address_range)::text AS document
   FROM sessions WHERE user_id = ANY ($1) ORDER BY session_id`,
  ),
  api_keys: statement<Document>(
    "auth.person.export_api_keys",
    `SELECT jsonb_build_object('api_key_id', api_key_id, 'name', name, 'scopes', scopes, 'last_four', last_four,
     'create_time', create_time, 'expire_time', expire_time, 'last_use_time', last_use_time, 'revoke_time', revoke_time)::text AS document
   FROM api_keys WHERE user_id = ANY ($1) ORDER BY api_key_id`,
  ),
  factors: statement<Document>(
    "auth.person.export_factors",
    `SELECT jsonb_build_object('factor_id', factor_id, 'kind', kind, 'name', name, 'create_time', create_time, 'confirm_time', confirm_time)::text
     AS document
   FROM factors WHERE user_id = ANY ($1) ORDER BY factor_id`,
  ),
  identities: statement<Document>(
    "auth.person.export_identities",
    `SELECT jsonb_build_object('identity_id', identity_id, 'provider', provider, 'issuer', issuer, 'subject', subject, 'email', email,
     'create_time', create_time)::text AS document
   FROM identities WHERE user_id = ANY ($1) ORDER BY identity_id`,
  ),
} as const;
