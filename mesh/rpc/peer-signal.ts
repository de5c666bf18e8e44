/** The part of an AbortSignal that tells whether the caller is still there. */
export interface PeerSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** A PeerSignal with room for one listener: a real AbortSignal is among the dearest parts of a small call. */
export class LightSignal implements PeerSignal {
  aborted = false;
  readonly reason: unknown = undefined;
  #listener: (() => void) | undefined;

  addEventListener(_type: "abort", listener: () => void): void {
    this.#listener = listener;
  }

  removeEventListener(): void {
    this.#listener = undefined;
  }

  abort(): void {
    this.aborted = true;
    this.#listener?.();
  }
}
