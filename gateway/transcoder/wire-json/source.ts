import { BinaryReader } from "@bufbuild/protobuf/wire";

/** Thrown for what is too uncommon to be handled here; the library then reads the same bytes. */
export const uncommon = new Error("uncommon on the wire");

/** What the seventh byte of a varint counts; up to it, numbers are exact. */
const longestExact = 2 ** 42;

/** Encoded bytes being read. */
export class Source extends BinaryReader {
  readonly from: Buffer;

  constructor(bytes: Uint8Array) {
    super(bytes);
    this.from = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** A 32-bit varint, which mostly is one byte. */
  short(): number {
    const byte = this.from[this.pos];
    if (byte === undefined || byte > 0x7f) return this.uint32();
    this.pos++;
    return byte;
  }

  /** A signed 64-bit varint in decimal. */
  decimal(): string {
    const begin = this.pos;
    let value = 0;
    for (let factor = 1; factor <= longestExact; factor *= 128) {
      const byte = this.from[this.pos++] ?? 0x80;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return String(value);
    }
    this.pos = begin;
    return String(this.int64());
  }

  /** A field's number and wire type, eight times the one plus the other. */
  plainTag(): number {
    const begin = this.pos;
    const tag = this.short();
    if (tag < 8 || (tag & 7) > 5 || this.pos - begin > 4) throw uncommon;
    return tag;
  }

  /** The end of what a length announces. */
  end(): number {
    const length = this.short();
    const end = this.pos + length;
    if (end > this.len) throw uncommon;
    return end;
  }

  /** The bytes up to `end` in base64. */
  base64(end: number): string {
    return this.#take(end, "base64");
  }

  /** The text up to `end`; one that is not well-formed is uncommon. */
  utf8(end: number): string {
    const text = this.#take(end, "utf8");
    if (text.includes("\uFFFD")) throw uncommon;
    return text;
  }

  #take(end: number, encoding: "utf8" | "base64"): string {
    const begin = this.pos;
    this.pos = end;
    return this.from.toString(encoding, begin, end);
  }
}
