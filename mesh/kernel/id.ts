import { randomBytes } from "node:crypto";
import type { Clock } from "./clock.ts";

/** A typed id: a prefix that names the kind of thing, "_", and a UUID (version 7, RFC 9562) in 26 characters of Crockford base32. */
export type Id<Prefix extends string> = `${Prefix}_${string}`;

/** Makes ids that sort by the time they were made. */
export interface Ids {
  next<Prefix extends string>(prefix: Prefix): Id<Prefix>;
  uuid(): string;
}

const hexadecimal: Digits = digitsOf("0123456789abcdef", 4);
const crockford: Digits = digitsOf("0123456789abcdefghjkmnpqrstvwxyz", 5);
const encoded = /^[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** Ids from a clock and a source of randomness; ids of one millisecond still sort in the order they were made. */
export function createIds(clock: Clock, random: (size: number) => Uint8Array = pooledBytes()): Ids {
  let lastMs = 0;
  let counter = 0;
  const digits = () => {
    const now = clock.now().getTime();
    counter = now > lastMs ? (random(1)[0] ?? 0) : counter + 1;
    lastMs = Math.max(now, lastMs);
    if (counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
    return uuidDigits(lastMs, counter, random(8));
  };
  return { uuid: () => dashed(digits()), next: (prefix) => `${prefix}_${regroup(digits(), hexadecimal, crockford)}` };
}

/** Random bytes out of a pool: to ask the system for a few at a time takes longer than all the rest of an id. */
function pooledBytes(): (size: number) => Uint8Array {
  let pool: Uint8Array = new Uint8Array();
  return (size) => {
    if (pool.length < size) pool = randomBytes(4_096);
    const taken = pool.subarray(0, size);
    pool = pool.subarray(size);
    return taken;
  };
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function uuidDigits(ms: number, counter: number, tail: Uint8Array): string {
  let hex = `${ms.toString(16).padStart(12, "0")}7${counter.toString(16).padStart(3, "0")}`;
  hex += hexOfByte[((tail[0] ?? 0) & 0x3f) | 0x80];
  for (let index = 1; index < 8; index++) hex += hexOfByte[tail[index] ?? 0];
  return hex;
}

function dashed(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The id of a stored UUID. */
export function idFromUuid<Prefix extends string>(prefix: Prefix, uuid: string): Id<Prefix> {
  return `${prefix}_${regroup(uuid.toLowerCase().replaceAll("-", ""), hexadecimal, crockford)}`;
}

/** The UUID an id stands for, as it is stored. Throws RangeError for text that is no id. */
export function uuidFromId(id: string): string {
  if (!encoded.test(id)) throw new RangeError(`not an id: ${id}`);
  return dashed(regroup(id.slice(-26), crockford, hexadecimal));
}

/** True if the text is an id of this kind. */
export function isId<Prefix extends string>(prefix: Prefix, text: string): text is Id<Prefix> {
  return text.startsWith(`${prefix}_`) && encoded.test(text);
}

interface Digits {
  readonly symbols: string;
  /** By character code. */
  readonly values: Uint8Array;
  readonly bits: number;
}

function digitsOf(symbols: string, bits: number): Digits {
  const values = new Uint8Array(128);
  for (const [value, symbol] of [...symbols].entries()) values[symbol.charCodeAt(0)] = value;
  return { symbols, values, bits };
}

/** The same 128 bits in other digits. Of 26 digits of five bits the first two bits are none of theirs, and zero. */
function regroup(text: string, from: Digits, to: Digits): string {
  let bits = 0;
  let count = to.bits * Math.ceil(128 / to.bits) - from.bits * text.length;
  let regrouped = "";
  for (let index = 0; index < text.length; index++) {
    bits = (bits << from.bits) | (from.values[text.charCodeAt(index)] ?? 0);
    count += from.bits;
    while (count >= to.bits) {
      count -= to.bits;
      regrouped += to.symbols[bits >> count];
      bits &= (1 << count) - 1;
    }
  }
  return regrouped;
}
