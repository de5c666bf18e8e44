import type { ObjectStore } from "./store.ts";

export interface Delivery {
  readonly seq: number;
  readonly eventId: string;
  readonly attempts: number;
}

/** Events that wait to be posted. Times: milliseconds since the epoch. */
export interface Deliveries {
  add(eventId: string, due: number): void;
  due(now: number): readonly Delivery[];
  /** When the next one is due; undefined if none waits. */
  nextDue(): number | undefined;
  remove(delivery: Delivery): void;
  postpone(delivery: Delivery, due: number): void;
}

export function deliveriesIn({ sqlite }: ObjectStore): Deliveries {
  const insert = sqlite.prepare("INSERT INTO deliveries (event, attempts, due) VALUES (?, 0, ?)");
  const due = sqlite.prepare("SELECT seq, event, attempts FROM deliveries WHERE due <= ? ORDER BY due, seq LIMIT 20");
  const next = sqlite.prepare("SELECT min(due) AS due FROM deliveries");
  const remove = sqlite.prepare("DELETE FROM deliveries WHERE seq = ?");
  const postpone = sqlite.prepare("UPDATE deliveries SET attempts = attempts + 1, due = ? WHERE seq = ?");
  return {
    add: (eventId, at) => void insert.run(eventId, at),
    due: (now) =>
      due
        .all(now)
        .map(({ seq, event, attempts }) => ({ seq: Number(seq), eventId: String(event), attempts: Number(attempts) })),
    nextDue() {
      const at = next.get()?.due;
      return typeof at === "number" ? at : undefined;
    },
    remove: ({ seq }) => void remove.run(seq),
    postpone: ({ seq }, at) => void postpone.run(at, seq),
  };
}
