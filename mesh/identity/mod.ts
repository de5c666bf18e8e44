/** Who calls: users by signed access tokens, workloads by SPIFFE certificates; and development stand-ins for their issuers. */
export {
  type DevelopmentCa,
  type DevelopmentCaOptions,
  openDevelopmentCa,
  type WorkloadIdentity,
} from "./development-ca.ts";
export {
  type DevelopmentIssuer,
  type DevelopmentIssuerOptions,
  openDevelopmentIssuer,
  type TokenRequest,
} from "./development-issuer.ts";
export type { KeySource } from "./key-source.ts";
export { spiffeId } from "./spiffe-id.ts";
export { createTokenVerifier, type TokenVerifier, type TokenVerifierOptions } from "./token-verifier.ts";
