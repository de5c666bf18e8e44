import { createIds, type DomainEvent, silentLogger, systemClock } from "#mesh/kernel";
import { type Database, openDatabase, provision, statement } from "#mesh/store";
import type { ReceivedEvent } from "../bus.ts";

/** A service whose things have versions and whose consumers write down what they did. */
export type Shop = Database<DomainEvent>;

const raise = statement<{ version: number }>(
  "shop.raise",
  `INSERT INTO things VALUES ($1, 1) ON CONFLICT (key) DO UPDATE SET version = things.version + 1 RETURNING version`,
);
const note = statement<never>(
  "shop.note",
  "INSERT INTO effects (consumer, event_id, key, version) VALUES ($1, $2, $3, $4)",
);
const effects = statement<{ consumer: string; event_id: string; key: string; version: bigint }>(
  "shop.effects",
  "SELECT consumer, event_id, key, version FROM effects ORDER BY seq",
);

export async function openShop(url: string): Promise<Shop> {
  await provision({ url, services: ["shop"] });
  return openDatabase<DomainEvent>({
    service: "shop",
    url,
    poolSize: 4,
    migrations: new URL("migrations/", import.meta.url),
    encodeEvent: () => ({ subject: "shop.v1.thing_raised", payload: new Uint8Array() }),
    clock: systemClock,
    ids: createIds(systemClock),
    log: silentLogger,
  });
}

/** Raises the thing's version and says so, after `before` and before the commit waits for `hold`. */
export function raiseThing(
  shop: Shop,
  key: string,
  { requestId, before, hold }: { requestId?: string; before?: Promise<void>; hold?: Promise<void> } = {},
): Promise<number> {
  const request = requestId === undefined ? undefined : { caller: "t", method: "raise", key: requestId, hash: "" };
  return shop.change(request, async (tx) => {
    await before;
    const [thing] = await tx.query(raise, [key]);
    await hold;
    const version = thing?.version ?? 0;
    return { answer: version, events: [{ type: "ThingRaised", key, version }] };
  });
}

/** The effect of an event, once. */
export function noteEffect(shop: Shop, consumer: string, { envelope, request }: ReceivedEvent): Promise<void> {
  const { eventId, key, version } = envelope;
  return shop.change(request, async (tx) => {
    await tx.query(note, [consumer, eventId, key, version]);
    return { answer: undefined, events: [] };
  });
}

export function readEffects(shop: Shop) {
  return shop.query(effects);
}
