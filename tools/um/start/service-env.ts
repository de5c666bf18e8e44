import type { KeptAccounts } from "./accounts.ts";
import type { Identities } from "./identities.ts";
import type { LocalStripe } from "./local-stripe.ts";

export interface ServiceEnvOptions {
  readonly identities: Identities;
  readonly accounts: KeptAccounts;
  /** Undefined if payments go to Stripe itself, whose settings are the user's own. */
  readonly stripe: LocalStripe | undefined;
  /** Where customers come back to from their bank. */
  readonly returnUrl: string;
}

/** What single services of a development market are told besides the settings of all. */
export function serviceEnv({ identities, accounts, stripe, returnUrl }: ServiceEnvOptions) {
  return {
    auth: {
      AUTH_SIGNING_KEY: identities.signingKey,
      AUTH_BOOTSTRAP_ADMIN_EMAIL: accounts.admin.email,
      AUTH_BOOTSTRAP_ADMIN_PASSWORD: accounts.admin.password,
    },
    payment: { PAYMENT_RETURN_URL: returnUrl, ...stripe?.paymentEnv },
  };
}
