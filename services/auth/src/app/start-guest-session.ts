import { guestOf } from "../domain/session.ts";
import { guestPair, type Pair } from "./pair.ts";
import type { AuthPorts } from "./ports.ts";

/** A new guest; nothing is kept. */
export const startGuestSession = (ports: AuthPorts) => (): Promise<Pair> =>
  guestPair(ports, guestOf(ports.ids.next("usr")));
