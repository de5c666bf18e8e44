/** The outcome of `work` as a function that answers it, or throws what it failed with. */
export async function settled<T>(work: Promise<T>): Promise<() => T> {
  const [outcome] = await Promise.allSettled([work]);
  return () => {
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  };
}
