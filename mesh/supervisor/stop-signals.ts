/** Calls `stop` at the first SIGTERM or SIGINT and `kill` at the next; the answer takes the handlers away. */
export function onStopSignals(stop: () => void, kill: () => void): () => void {
  let asked = false;
  const handle = () => {
    if (asked) return kill();
    asked = true;
    stop();
  };
  process.on("SIGTERM", handle);
  process.on("SIGINT", handle);
  return () => {
    process.off("SIGTERM", handle);
    process.off("SIGINT", handle);
  };
}
