import { unexpectedState } from "./api-error.ts";
import { charge, fail } from "./confirm-intent.ts";
import type { Context } from "./context.ts";
import type { Intent } from "./objects.ts";
import { present } from "./retrieve.ts";

/** The intent whose customer was sent here; undefined unless the secret is its own. */
export function authenticating({ store }: Context, clientSecret: string): Intent | undefined {
  const intent = store.get("payment_intent", clientSecret.replace(/_secret_.*$/, ""));
  return intent?.client_secret === clientSecret ? intent : undefined;
}

/** What the customer's bank says. Gives the address the customer goes on to, if the market named one. */
export function authenticate(context: Context, intent: Intent, verdict: "complete" | "fail"): string | undefined {
  if (intent.status !== "requires_action") throw unexpectedState("authenticated", intent);
  const method = present(context, "payment_method", intent.payment_method ?? "", "payment_method");
  if (verdict === "complete") charge(context, intent, method);
  else {
    fail(context, intent, {
      type: "card_error",
      code: "payment_intent_authentication_failure",
      message: "We are unable to authenticate your payment method. Please choose a different payment method.",
      payment_method: method,
    });
  }
  return returnAddress(intent, verdict === "complete" ? "succeeded" : "failed");
}

function returnAddress(intent: Intent, status: string): string | undefined {
  const returnUrl = intent.next_action?.redirect_to_url.return_url ?? null;
  if (returnUrl === null) return undefined;
  const address = new URL(returnUrl);
  address.searchParams.set("payment_intent", intent.id);
  address.searchParams.set("payment_intent_client_secret", intent.client_secret);
  address.searchParams.set("redirect_status", status);
  return address.href;
}

/** The page on which a person plays the bank. */
export function authenticationPage({ amount, currency, status, client_secret }: Intent): string {
  const waits = status === "requires_action";
  const choice = (verdict: string, label: string) =>
    `<form method="post" action="/3d-secure/${client_secret}/${verdict}"><button>${label}</button></form>`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>3-D Secure test page</title>
<style>body{font:16px system-ui;margin:4rem auto;max-width:30rem}form{display:inline-block;margin-right:1rem}</style></head>
<body>
<h1>3-D Secure test page</h1>
<p>A payment of ${amount} minor units of ${currency.toUpperCase()} ${waits ? "waits for your consent" : `is in status ${status}`}.</p>
${waits ? choice("complete", "Complete") + choice("fail", "Fail") : ""}
</body>
</html>
`;
}
