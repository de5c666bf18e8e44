import type { AuthEvent } from "../domain/events.ts";
import type { AuthPorts } from "./ports.ts";

/** Makes this process refuse what ended with the events. */
export function endAccessOf({ endAccess }: Pick<AuthPorts, "endAccess">, events: readonly AuthEvent[]): void {
  for (const event of events) if (event.type === "AccessEnded") endAccess(event);
}
