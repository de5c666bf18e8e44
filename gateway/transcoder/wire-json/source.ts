import { BinaryReader } from "@bufbuild/protobuf/wire";

/** Thrown for what is too uncommon to be handled here; the library then reads the same bytes. */
export const uncommon = new Error("uncommon on the wire");

/** Encoded bytes being read; strings straight from the buffer. */
export class Source extends BinaryReader {
  readonly #buffer: Buffer;

  constructor(bytes: Uint8Array) {
    super(bytes);
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Text that is not well-formed is uncommon. */
  override string(): string {
    const text = this.#take((begin, end) => this.#buffer.toString("utf8", begin, end));
    if (text.includes("\uFFFD")) throw uncommon;
    return text;
  }

  base64(): string {
    return this.#take((begin, end) => this.#buffer.toString("base64", begin, end));
  }

  /** A field's number and wire type, eight times the one plus the other. */
  plainTag(): number {
    const begin = this.pos;
    const tag = this.uint32();
    if (tag < 8 || (tag & 7) > 5 || this.pos - begin > 4) throw uncommon;
    return tag;
  }

  /** The end of what a length announces. */
  end(): number {
    const length = this.uint32();
    return this.pos + length;
  }

  #take(read: (begin: number, end: number) => string): string {
    const length = this.uint32();
    const begin = this.pos;
    this.pos += length;
    if (this.pos > this.len) throw uncommon;
    return read(begin, this.pos);
  }
}
