import { defineRefusals } from "#mesh/kernel";

/** The refusals of the auth service: the values of ultramarket.auth.v1.AuthErrorReason. */
export const refuse = defineRefusals("auth.ultramarket", {
  EMAIL_TAKEN: ["ALREADY_EXISTS", "another account has this e-mail"],
  PASSWORD_TOO_COMMON: ["INVALID_ARGUMENT", "the password is a common one; choose another"],
  CREDENTIALS_WRONG: ["UNAUTHENTICATED", "there is no account with this e-mail and password"],
  TOO_MANY_ATTEMPTS: ["RESOURCE_EXHAUSTED", "the password was wrong, or a code asked for, too often; try again later"],
  REFRESH_TOKEN_INVALID: ["UNAUTHENTICATED", "the refresh token is unknown, expired, or its session has ended"],
  REFRESH_TOKEN_REUSED: ["UNAUTHENTICATED", "the refresh token was exchanged before; its session has ended"],
  ALREADY_REGISTERED: ["FAILED_PRECONDITION", "the caller has an account; sign out first"],
  ROLE_UNKNOWN: ["INVALID_ARGUMENT", "there is no role of this name"],
  ROLE_ABOVE_OWN: ["PERMISSION_DENIED", "the role holds permissions the caller does not"],
  CODE_WRONG: ["INVALID_ARGUMENT", "the code is wrong or no longer good; ask for another"],
  ACCOUNT_REQUIRED: ["FAILED_PRECONDITION", "a guest has no account; register first"],
  SCOPE_ABOVE_OWN: ["PERMISSION_DENIED", "the key would have a permission the caller does not"],
  API_KEY_NAME_TAKEN: ["ALREADY_EXISTS", "another key has this name"],
  TOO_MANY_API_KEYS: ["FAILED_PRECONDITION", "there are as many keys as one user may have; revoke some"],
  SESSION_REQUIRED: ["PERMISSION_DENIED", "an API key cannot do this; sign in"],
  TOO_MANY_FACTORS: ["FAILED_PRECONDITION", "there are as many factors as one user may have; remove some"],
  FACTOR_CODE_REQUIRED: ["UNAUTHENTICATED", "a code of a second factor is wanted, too, or a recovery code"],
  STEP_UP_REQUIRED: ["PERMISSION_DENIED", "a code of the second factor is wanted again; step up and repeat the call"],
  EMAIL_FACTOR_EXISTS: ["ALREADY_EXISTS", "codes by e-mail are a factor of the account already"],
  EMAIL_NOT_VERIFIED: ["FAILED_PRECONDITION", "the e-mail was not verified; verify it first"],
  ROLE_NAME_TAKEN: ["ALREADY_EXISTS", "there is a role of this name"],
  ROLE_BUILT_IN: ["FAILED_PRECONDITION", "the role comes with the market and cannot be changed"],
  PERMISSION_UNKNOWN: ["INVALID_ARGUMENT", "no contract asks for this permission"],
  TOO_MANY_ROLES: ["FAILED_PRECONDITION", "there are as many roles as a market may have; delete some"],
});
