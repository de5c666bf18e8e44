const trustDomain = "ultramarket";
const workloadName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** "spiffe://ultramarket/sa/<workload>". Throws RangeError unless the name is kebab-case of at most 63 characters. */
export function spiffeId(workload: string): string {
  if (!isWorkload(workload)) throw new RangeError(`not the name of a workload: ${JSON.stringify(workload)}`);
  return `spiffe://${trustDomain}/sa/${workload}`;
}

/** The workload of a SPIFFE id of this market, or undefined for every other text. */
export function workloadOfSpiffeId(uri: string): string | undefined {
  const prefix = `spiffe://${trustDomain}/sa/`;
  const workload = uri.startsWith(prefix) ? uri.slice(prefix.length) : "";
  return isWorkload(workload) ? workload : undefined;
}

function isWorkload(name: string): boolean {
  return name.length <= 63 && workloadName.test(name);
}
