import { statement } from "#mesh/store";

/** Of the users $1. */
export const eraseProfiles = statement<never>("user.person.profiles", `DELETE FROM profiles WHERE user_id = ANY ($1)`);

export const eraseAddresses = statement<never>(
  "user.person.addresses",
  `DELETE FROM addresses WHERE user_id = ANY ($1)`,
);

export const eraseAddressBooks = statement<never>(
  "user.person.address_books",
  `DELETE FROM address_books WHERE user_id = ANY ($1)`,
);

/** With all that is on them. */
export const eraseWishLists = statement<never>(
  "user.person.wish_lists",
  `DELETE FROM wish_lists WHERE user_id = ANY ($1)`,
);

export const eraseWishListOwners = statement<never>(
  "user.person.wish_list_owners",
  `DELETE FROM wish_list_owners WHERE user_id = ANY ($1)`,
);

export const eraseExported = statement<never>(
  "user.person.exported",
  `DELETE FROM privacy_documents USING privacy_requests
   WHERE privacy_requests.privacy_request_id = privacy_documents.privacy_request_id AND user_id = ANY ($1)`,
);

/** At $2. */
export const endExports = statement<never>(
  "user.person.exports",
  `UPDATE privacy_requests SET state = 'EXPIRED', due_time = NULL, outstanding = '[]', end_time = coalesce(end_time, $2),
     version = version + 1
   WHERE user_id = ANY ($1) AND kind = 'EXPORT' AND state IN ('SCHEDULED', 'RUNNING', 'COMPLETED')`,
);

export const eraseSellers = statement<never>("user.person.sellers", "DELETE FROM sellers WHERE user_id = ANY ($1)");
