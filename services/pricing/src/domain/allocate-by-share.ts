/**
 * Splits `amount` (at most the sum of the weights, which is more than zero) so that the parts add up, none is more than
 * its weight, and each is less than one unit off its exact share. Which parts there are does not depend on the order
 * of the weights: what rounding leaves goes to the largest remainders, then to the largest weights.
 */
export function allocateByShare(amount: bigint, weights: readonly bigint[]): bigint[] {
  const whole = sum(weights);
  const shares = weights.map((weight, index) => {
    const exact = amount * weight;
    return { index, weight, part: exact / whole, remainder: exact % whole };
  });
  const parts = shares.map(({ part }) => part);
  const leftOver = Number(amount - sum(parts));
  if (leftOver === 0) return parts;
  const first = shares.toSorted((a, b) => descending(a.remainder, b.remainder) || descending(a.weight, b.weight));
  for (const { index, part } of first.slice(0, leftOver)) parts[index] = part + 1n;
  return parts;
}

export function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

function descending(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a > b ? -1 : 1;
}
