import { type Setting, text } from "#mesh/config";
import { ratePattern } from "./rate.ts";

/** A setting that takes a rate. */
export function rate(name: string, standard: string, description: string): Setting<string> {
  return text(name, {
    default: standard,
    pattern: ratePattern,
    wanted: 'calls in a time, such as "600/1m", or "none"',
    description,
  });
}
