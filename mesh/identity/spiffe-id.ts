const trustDomain = "ultramarket";
const workloadName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** "spiffe://ultramarket/sa/<workload>". Throws RangeError unless the name is kebab-case of at most 63 characters. */
export function spiffeId(workload: string): string {
  if (workload.length > 63 || !workloadName.test(workload)) {
    throw new RangeError(`not the name of a workload: ${JSON.stringify(workload)}`);
  }
  return `spiffe://${trustDomain}/sa/${workload}`;
}
