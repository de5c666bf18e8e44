import { violates } from "#mesh/store";
import { refuse } from "../domain/errors.ts";

/**
 * An e-mail or user id that is there already; every other error stays what it is. The id is there if a guest registers
 * twice at once: the second one is no guest any more.
 */
export function taken(error: unknown): never {
  if (violates(error, "accounts_email_key")) throw refuse("EMAIL_TAKEN", { cause: error });
  throw violates(error, "accounts_pkey") ? refuse("ALREADY_REGISTERED", { cause: error }) : error;
}
