import { choice, defineConfig, duration, list, secret, text, url } from "#mesh/config";
import { meshConfig } from "#mesh/runtime";

export const authConfig = defineConfig({
  store: choice("AUTH_STORE", {
    values: ["postgres"],
    default: "postgres",
    embeddedDefault: true,
    description: "engine that keeps accounts and sessions",
  }),
  signingKey: text("AUTH_SIGNING_KEY", {
    description:
      "path of the private Ed25519 key that signs tokens and makes codes (JWK with a kid), or of a set of them (`um rotate-keys`); read again every second",
  }),
  issuer: meshConfig.tokens.issuer,
  audience: meshConfig.tokens.audience,
  proofLifetimeMs: duration("AUTH_PROOF_LIFETIME", {
    default: "10m",
    min: "1s",
    max: "1d",
    description: "how long a code counts as fresh proof in the session that showed it",
  }),
  passkeys: {
    rpId: text("AUTH_PASSKEY_RP_ID", {
      default: "localhost",
      max: 253,
      pattern: /^[a-z0-9-]+(\.[a-z0-9-]+)*$/,
      wanted: "a domain in lower case",
      description:
        "domain that passkeys are for: that of the shop's pages, or one above it; never changed once there are passkeys",
    }),
    origins: list("AUTH_PASSKEY_ORIGINS", {
      default: ["http://localhost:8080"],
      description: "origins of the pages that may ask for passkeys, separated by commas",
    }),
  },
  oidc: {
    providers: secret("AUTH_OIDC_PROVIDERS", {
      optional: true,
      description:
        'providers of OpenID Connect people may sign in with, as JSON: [{"provider": "google", "title": "Google", "issuer": "https://accounts.google.com", "client_id": "...", "client_secret": "..."}]',
    }),
    redirectUri: url("AUTH_OIDC_REDIRECT_URI", {
      default: "http://localhost:8080/signed-in",
      description: "page of the shop that providers send people back to, as registered with all of them",
    }),
  },
  bootstrap: {
    email: text("AUTH_BOOTSTRAP_ADMIN_EMAIL", {
      optional: true,
      max: 254,
      pattern: /^[^\s@]+@[^\s@]+$/,
      wanted: "an e-mail address",
      description: "e-mail of the first admin, whose account is made at start unless there is one of this e-mail",
    }),
    password: secret("AUTH_BOOTSTRAP_ADMIN_PASSWORD", {
      optional: true,
      min: 12,
      description: "password of the first admin, used when the account is made; an existing one is never changed",
    }),
  },
});
