import type { Profile } from "./profile.ts";
import type { UserAddress } from "./user-address.ts";

/** What other services need to know of somebody, perhaps an empty profile. */
export interface Person {
  readonly profile: Profile;
  readonly defaultShippingAddress?: UserAddress | undefined;
  readonly defaultBillingAddress?: UserAddress | undefined;
}
