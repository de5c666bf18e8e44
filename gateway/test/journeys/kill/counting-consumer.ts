import { type Bus, openPostgresBus } from "#mesh/events";
import { createIds, systemClock } from "#mesh/kernel";
import { type Database, openDatabase, provision, statement } from "#mesh/store";

const name = "effects";
const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

const insert = statement<never>("effects.insert", "INSERT INTO effects (event_id, key, version) VALUES ($1, $2, $3)");
const read = statement<Effect>("effects.read", "SELECT event_id, key, version FROM effects ORDER BY seq");

export interface Effect {
  readonly event_id: string;
  readonly key: string;
  readonly version: bigint;
}

/** A service of the test that writes a row for each product event it is told of. */
export interface CountingConsumer {
  effects(): Promise<readonly Effect[]>;
  close(): Promise<void>;
}

export async function startCountingConsumer(url: string): Promise<CountingConsumer> {
  await provision({ url, services: [name] });
  const migrations = new URL("migrations/", import.meta.url);
  const ids = createIds(systemClock);
  const encodeEvent = () => ({ subject: "", payload: new Uint8Array() });
  const store = { service: name, url, poolSize: 3, migrations, encodeEvent, clock: systemClock, ids, log: silent };
  const database: Database<never> = await openDatabase(store);
  const bus: Bus = await openPostgresBus({ url, log: silent });
  bus.subscribe({
    name,
    subjects: ["product.v1.*"],
    handle: ({ envelope, request }) =>
      database
        .change(request, async (tx) => {
          await tx.query(insert, [envelope.eventId, envelope.key, envelope.version]);
          return { answer: true, events: [] };
        })
        .then(() => {}),
  });
  return {
    effects: () => database.query(read),
    async close() {
      await bus.close();
      await database.close();
    },
  };
}
