/** How many calls of one caller are welcome in each span of time. */
export interface Rate {
  readonly calls: number;
  readonly windowSeconds: number;
}

/** Such as "600/1m"; at most a day. "none" for no limit. */
export const ratePattern = /^(?:none|[1-9]\d{0,8}\/(?:[1-9]\d{0,3}s|[1-9]\d{0,2}m|[1-9]h|1\dh|2[0-4]h))$/;

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** The rate a text of `ratePattern` names; undefined for "none". */
export function parseRate(spelled: string): Rate | undefined {
  const [, calls, span, unit = ""] = /^(\d+)\/(\d+)([smh])$/.exec(spelled) ?? [];
  return calls === undefined ? undefined : { calls: Number(calls), windowSeconds: Number(span) * (seconds[unit] ?? 1) };
}
