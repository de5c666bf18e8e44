import { type HttpRequest, header } from "./http.ts";
import { badRequest } from "./status.ts";

/** How long a call may take if the client does not say, and at most, in milliseconds. */
export interface Timeout {
  readonly default: number;
  readonly max: number;
}

const grpcUnits: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1_000, m: 1, u: 1e-3, n: 1e-6 };

/** Each header that carries a deadline: what it has to look like, and its milliseconds. */
const timeoutHeaders: readonly (readonly [name: string, form: RegExp, ms: (text: string) => number])[] = [
  ["request-timeout", /^[0-9]{1,10}(?:\.[0-9]{1,9})?$/, (text) => Number(text) * 1_000],
  ["grpc-timeout", /^[0-9]{1,8}[HMSmun]$/, (text) => Number(text.slice(0, -1)) * (grpcUnits[text.slice(-1)] ?? 0)],
  ["connect-timeout-ms", /^[0-9]{1,10}$/, Number],
];

/** The time a request has in milliseconds: the shortest its headers ask for, at most `max`. 400 for a bad header. */
export function timeoutOf(request: HttpRequest, { default: unasked, max }: Timeout): number {
  const asked = timeoutHeaders.flatMap(([name, form, ms]) => {
    const text = header(request, name);
    if (text === undefined) return [];
    if (!form.test(text)) throw badRequest(`the header ${name} is not a timeout`);
    return [ms(text)];
  });
  return Math.min(max, ...(asked.length > 0 ? asked : [unasked]));
}
