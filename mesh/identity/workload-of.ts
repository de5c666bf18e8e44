import "reflect-metadata";
import { SubjectAlternativeNameExtension, X509Certificate } from "@peculiar/x509";
import { workloadOfSpiffeId } from "./spiffe-id.ts";

/**
 * The workload a certificate (DER, or PEM text) names: that of its one URI name (SPIFFE X.509-SVID, section 2), or
 * undefined if it has none, several, or a foreign one. The chain must have been verified already.
 */
export function workloadOf(certificate: Uint8Array | string): string | undefined {
  const extensions = parse(certificate)?.getExtensions(SubjectAlternativeNameExtension) ?? [];
  const uris = extensions.flatMap(({ names }) => names.items).filter(({ type }) => type === "url");
  const [uri] = uris;
  return extensions.length === 1 && uris.length === 1 && uri !== undefined ? workloadOfSpiffeId(uri.value) : undefined;
}

function parse(certificate: Uint8Array | string): X509Certificate | undefined {
  try {
    return new X509Certificate(typeof certificate === "string" ? certificate : new Uint8Array(certificate));
  } catch {
    return undefined;
  }
}
