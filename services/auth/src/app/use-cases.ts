import { beginPasskey } from "./begin-passkey.ts";
import { beginProviderSignIn } from "./begin-provider-sign-in.ts";
import { bootstrapAdmin } from "./bootstrap-admin.ts";
import { changePassword } from "./change-password.ts";
import { checkSession } from "./check-session.ts";
import { completeProviderSignIn } from "./complete-provider-sign-in.ts";
import { confirmFactor } from "./confirm-factor.ts";
import { confirmPasskey } from "./confirm-passkey.ts";
import { createApiKey } from "./create-api-key.ts";
import { createRole } from "./create-role.ts";
import { deleteRole } from "./delete-role.ts";
import { endOtherSessions } from "./end-other-sessions.ts";
import { endSessions } from "./end-sessions.ts";
import { enrollEmail } from "./enroll-email.ts";
import { enrollPasskey } from "./enroll-passkey.ts";
import { enrollTotp } from "./enroll-totp.ts";
import { exchangeApiKey } from "./exchange-api-key.ts";
import { getAccount } from "./get-account.ts";
import { getSignInOptions } from "./get-sign-in-options.ts";
import { importAccounts } from "./import-accounts.ts";
import { listAccounts } from "./list-accounts.ts";
import { listApiKeys } from "./list-api-keys.ts";
import { listFactors } from "./list-factors.ts";
import { listIdentities } from "./list-identities.ts";
import { listImpersonations } from "./list-impersonations.ts";
import { listRoles } from "./list-roles.ts";
import { listSessions } from "./list-sessions.ts";
import type { AuthPorts } from "./ports.ts";
import { readCode } from "./read-code.ts";
import { refreshSession } from "./refresh-session.ts";
import { register } from "./register.ts";
import { removeFactor } from "./remove-factor.ts";
import { removeIdentity } from "./remove-identity.ts";
import { replaceRecoveryCodes } from "./replace-recovery-codes.ts";
import { requestEmailVerification } from "./request-email-verification.ts";
import { requestPasswordReset } from "./request-password-reset.ts";
import { resealFactors } from "./reseal-factors.ts";
import { resetPassword } from "./reset-password.ts";
import { revokeApiKey } from "./revoke-api-key.ts";
import { revokeSession } from "./revoke-session.ts";
import { sendFactorCode } from "./send-factor-code.ts";
import { setRoles } from "./set-roles.ts";
import { signIn } from "./sign-in.ts";
import { signInWithPasskey } from "./sign-in-with-passkey.ts";
import { signOut } from "./sign-out.ts";
import { startGuestSession } from "./start-guest-session.ts";
import { startImpersonation } from "./start-impersonation.ts";
import { stepUp } from "./step-up.ts";
import { updateRole } from "./update-role.ts";
import { verifyEmail } from "./verify-email.ts";

/** Everything the service can do. */
export const authUseCases = (ports: AuthPorts) => ({
  bootstrapAdmin: bootstrapAdmin(ports),
  endSessions: endSessions(ports),
  getAccount: getAccount(ports),
  listAccounts: listAccounts(ports),
  refreshSession: refreshSession(ports),
  register: register(ports),
  setRoles: setRoles(ports),
  signIn: signIn(ports),
  signOut: signOut(ports),
  startGuestSession: startGuestSession(ports),
  endOtherSessions: endOtherSessions(ports),
  importAccounts: importAccounts(ports),
  createRole: createRole(ports),
  deleteRole: deleteRole(ports),
  listRoles: listRoles(ports),
  updateRole: updateRole(ports),
  listSessions: listSessions(ports),
  revokeSession: revokeSession(ports),
  checkSession: checkSession(ports),
  createApiKey: createApiKey(ports),
  exchangeApiKey: exchangeApiKey(ports),
  listApiKeys: listApiKeys(ports),
  revokeApiKey: revokeApiKey(ports),
  changePassword: changePassword(ports),
  readCode: readCode(ports),
  requestEmailVerification: requestEmailVerification(ports),
  requestPasswordReset: requestPasswordReset(ports),
  resetPassword: resetPassword(ports),
  verifyEmail: verifyEmail(ports),
  confirmFactor: confirmFactor(ports),
  enrollEmail: enrollEmail(ports),
  enrollTotp: enrollTotp(ports),
  sendFactorCode: sendFactorCode(ports),
  listFactors: listFactors(ports),
  removeFactor: removeFactor(ports),
  replaceRecoveryCodes: replaceRecoveryCodes(ports),
  resealFactors: resealFactors(ports),
  stepUp: stepUp(ports),
  beginProviderSignIn: beginProviderSignIn(ports),
  completeProviderSignIn: completeProviderSignIn(ports),
  getSignInOptions: getSignInOptions(ports),
  listIdentities: listIdentities(ports),
  removeIdentity: removeIdentity(ports),
  beginPasskey: beginPasskey(ports),
  confirmPasskey: confirmPasskey(ports),
  enrollPasskey: enrollPasskey(ports),
  signInWithPasskey: signInWithPasskey(ports),
  listImpersonations: listImpersonations(ports),
  startImpersonation: startImpersonation(ports),
});

export type AuthUseCases = ReturnType<typeof authUseCases>;
