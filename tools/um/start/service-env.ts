import type { KeptAccounts } from "./accounts.ts";
import type { Identities } from "./identities.ts";
import type { Sandbox } from "./sandboxes/sandbox.ts";

export interface ServiceEnvOptions {
  readonly identities: Identities;
  readonly accounts: KeptAccounts;
  /** Those that stand in for outside parties; the settings of the others are the user's own. */
  readonly sandboxes: readonly Sandbox[];
  /** Where customers come back to from their bank. */
  readonly returnUrl: string;
  /** The market's public door. */
  readonly url: string;
}

/** What single services of a development market are told besides the settings of all. */
export function serviceEnv({ identities, accounts, sandboxes, returnUrl, url }: ServiceEnvOptions) {
  const toldOf = (name: Sandbox["name"]) => sandboxes.find((sandbox) => sandbox.name === name)?.serviceEnv;
  return {
    auth: {
      AUTH_SIGNING_KEY: identities.signingKey,
      AUTH_BOOTSTRAP_ADMIN_EMAIL: accounts.admin.email,
      AUTH_BOOTSTRAP_ADMIN_PASSWORD: accounts.admin.password,
    },
    payment: { PAYMENT_RETURN_URL: returnUrl, ...toldOf("stripe") },
    shipping: { ...toldOf("carrier") },
    notification: { NOTIFICATION_STOREFRONT_URL: url, ...toldOf("mailbox") },
  };
}
