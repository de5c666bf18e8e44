/** What of `process` hears signals. */
type Signalled = Pick<NodeJS.Process, "on" | "off">;

/** Calls `stop` at the first SIGTERM or SIGINT and `kill` at the next; the answer takes the handlers away. */
export function onStopSignals(stop: () => void, kill: () => void, own: Signalled = process): () => void {
  let asked = false;
  const handle = () => {
    if (asked) return kill();
    asked = true;
    stop();
  };
  own.on("SIGTERM", handle);
  own.on("SIGINT", handle);
  return () => {
    own.off("SIGTERM", handle);
    own.off("SIGINT", handle);
  };
}
