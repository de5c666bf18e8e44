/** What stands between commas; commas within quotes are text. */
const elements = /(?:"(?:\\.|[^"\\])*"|[^",])+/g;
const spiffeId = /^spiffe:\/\/([a-z0-9._-]+)\/(?:ns\/[a-z0-9-]+\/)?sa\/([a-z0-9-]+)$/;

/** The workload a SPIFFE id of this trust domain names: `spiffe://<domain>/sa/<workload>`, in Istio with `/ns/<namespace>` before. */
export function workloadOfUri(uri: string, trustDomain: string): string | undefined {
  const [, domain, workload] = spiffeId.exec(uri) ?? [];
  return domain === trustDomain ? workload : undefined;
}

/**
 * The workload a certificate proves, from its subject alternative name as Node prints it. A SPIFFE certificate has
 * exactly one URI there.
 */
export function workloadOfCertificate(subjectAltName: string | undefined, trustDomain: string): string | undefined {
  const names = (subjectAltName ?? "").match(elements)?.map((entry) => entry.trim()) ?? [];
  const uris = names.filter((entry) => entry.startsWith("URI:"));
  const [uri] = uris;
  return uri !== undefined && uris.length === 1 ? workloadOfUri(uri.slice("URI:".length), trustDomain) : undefined;
}

const pairs = /(?:"(?:\\.|[^"\\])*"|[^";])+/g;

/**
 * The workload in Envoy's `x-forwarded-client-cert`, whose last element is the one the nearest proxy wrote. That proxy
 * alone can be believed. Separators within quotes are text.
 */
export function workloadOfForwarded(header: string, trustDomain: string): string | undefined {
  const last = header.match(elements)?.at(-1)?.trim() ?? "";
  const uris = (last.match(pairs) ?? []).filter((pair) => pair.startsWith("URI="));
  const [uri] = uris;
  if (uri === undefined || uris.length !== 1) return undefined;
  return workloadOfUri(uri.slice("URI=".length).replace(/^"(.*)"$/, "$1"), trustDomain);
}
