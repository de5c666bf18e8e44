const quarterMs = 900_000;

/** When the quarters of an hour begin that have one of the times inside, each once. */
export function cutQuarters(times: readonly Date[]): readonly Date[] {
  const cut = times.map((time) => time.getTime()).filter((time) => time % quarterMs !== 0);
  return [...new Set(cut.map((time) => Math.floor(time / quarterMs) * quarterMs))].map((time) => new Date(time));
}
