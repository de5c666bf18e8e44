/** A pause that can be ended early; a call while nobody pauses ends the next pause. */
export class Wake {
  #called = false;
  #end: (() => void) | undefined;

  call(): void {
    this.#called = true;
    this.#end?.();
  }

  /** What was called for has been done before anybody paused. */
  forget(): void {
    this.#called = false;
  }

  /** Resolves after the time, or when called: then with true. */
  async pause(ms: number): Promise<boolean> {
    if (!this.#called) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, ms);
      this.#end = resolve;
      await promise;
      clearTimeout(timer);
      this.#end = undefined;
    }
    const called = this.#called;
    this.#called = false;
    return called;
  }
}
