/** Who calls: users by signed access tokens, workloads by SPIFFE certificates; and development stand-ins for their issuers. */
export { type AccessEnded, accessEndedReader, accessEndedSubject, endAccess } from "./access-ended.ts";
export type { DevelopmentCa, DevelopmentCaOptions, WorkloadIdentity } from "./development-ca.ts";
export {
  type DevelopmentIssuer,
  type DevelopmentIssuerOptions,
  openDevelopmentIssuer,
} from "./development-issuer.ts";
export type { KeySource } from "./key-source.ts";
export { openDevelopmentCa } from "./open-development-ca.ts";
export { type Rotated, type Rotation, rotateSigningKeys } from "./rotate-signing-keys.ts";
export { oneSigningKey, openSigningKeys, type SigningKeys } from "./signing-keys.ts";
export { spiffeId } from "./spiffe-id.ts";
export {
  createTokenIssuer,
  readSigningKey,
  type Statement,
  type TokenIssuer,
  type TokenIssuerOptions,
  type TokenRequest,
} from "./token-issuer.ts";
export { createTokenVerifier, type TokenVerifier, type TokenVerifierOptions } from "./token-verifier.ts";
