/** The part of an AbortSignal that tells whether somebody is still there. */
export interface PeerSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** A PeerSignal that can be fired: a real AbortSignal is among the dearest parts of a small call. */
export class LightSignal implements PeerSignal {
  aborted = false;
  reason: unknown = undefined;
  #listeners: readonly (() => void)[] = [];

  addEventListener(_type: "abort", listener: () => void): void {
    this.#listeners = [...this.#listeners, listener];
  }

  removeEventListener(_type: "abort", listener: () => void): void {
    this.#listeners = this.#listeners.filter((other) => other !== listener);
  }

  /** Tells the listeners, once. */
  abort(reason?: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    for (const listener of this.#listeners) listener();
  }
}
