import type { DomainEvent } from "#mesh/kernel";

/** Analytics tells nobody anything. Throws RangeError: whoever made the event is wrong. */
export function encodeEvent({ type }: DomainEvent): never {
  throw new RangeError(`analytics has no event ${type}`);
}
