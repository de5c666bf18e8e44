/** Told of each checkpoint reached; what it throws, the code at the checkpoint throws. */
export type CheckpointHook = (name: string) => void;

let installed: CheckpointHook | undefined;

/**
 * Marks an instant at which a process may end without warning, such as "payment.capture.after": tests and simulations
 * make it end there. Nothing happens while no hook is installed.
 */
export function checkpoint(name: string): void {
  installed?.(name);
}

/** Installs the hook for this process, in place of the one before, until the returned function is called. */
export function onCheckpoint(hook: CheckpointHook): () => void {
  installed = hook;
  return () => {
    if (installed === hook) installed = undefined;
  };
}
