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
