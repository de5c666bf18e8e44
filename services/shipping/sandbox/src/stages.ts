/** What happens to every parcel, in this order. */
const stages = [
  { code: "accepted", description: "Accepted at the origin facility", at: "from" },
  { code: "in_transit", description: "On its way to the destination", at: "from" },
  { code: "out_for_delivery", description: "Out for delivery", at: "to" },
  { code: "delivered", description: "Delivered", at: "to" },
] as const;

/** What tracking needs to know of a parcel. */
export interface Tracked {
  /** Milliseconds since the epoch. */
  readonly acceptTime: number;
  /** When it was moved on by hand, by stage; null where time moves it. */
  readonly moves: readonly (number | null)[];
  /** Towns. */
  readonly from: string;
  readonly to: string;
}

export interface StageEvent {
  readonly code: string;
  readonly description: string;
  readonly location: string;
  /** RFC 3339. */
  readonly time: string;
}

/** What has happened by now, oldest first. With `stageMs` 0 parcels move by hand alone. */
export function eventsOf(parcel: Tracked, stageMs: number, now: number): readonly StageEvent[] {
  const times = timesOf(parcel, stageMs);
  return stages.flatMap(({ code, description, at }, index) => {
    const time = times[index] ?? Number.POSITIVE_INFINITY;
    return time <= now ? [{ code, description, location: parcel[at], time: new Date(time).toISOString() }] : [];
  });
}

/** The parcel moved on to its next stage now; the same one if it is delivered. */
export function moveOn<T extends Tracked>(parcel: T, stageMs: number, now: number): T {
  const next = timesOf(parcel, stageMs).findIndex((time) => time > now);
  if (next < 0) return parcel;
  return { ...parcel, moves: stages.map((_, index) => (index === next ? now : (parcel.moves[index] ?? null))) };
}

/** When each stage begins, in milliseconds since the epoch. */
function timesOf({ acceptTime, moves }: Tracked, stageMs: number): readonly number[] {
  const step = stageMs === 0 ? Number.POSITIVE_INFINITY : stageMs;
  const times: number[] = [];
  for (const index of stages.keys()) {
    const before = times[index - 1];
    times.push(moves[index] ?? (before === undefined ? acceptTime : before + step));
  }
  return times;
}
