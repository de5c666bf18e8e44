import { violates } from "#mesh/store";
import { refuse } from "../domain/errors.ts";

/** Turns the unique constraint's violation into SLUG_TAKEN; every other error stays what it is. */
export const slugTaken =
  (constraint: string, slug: string) =>
  (error: unknown): never => {
    throw violates(error, constraint) ? refuse("SLUG_TAKEN", { metadata: { slug }, cause: error }) : error;
  };
