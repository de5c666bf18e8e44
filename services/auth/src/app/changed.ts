import type { AuthEvent } from "../domain/events.ts";

/** An answer, and what happened on the way to it: nothing, if the answer was given before. */
export interface Changed<T> {
  readonly answer: T;
  readonly events: readonly AuthEvent[];
}
