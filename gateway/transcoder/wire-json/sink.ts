const least = 16 * 1024;
/** A longer buffer is not kept for the next text. */
const mostKept = 1024 * 1024;

/** JSON text being written, as UTF-8. */
export class Sink {
  bytes = Buffer.allocUnsafeSlow(least);
  pos = 0;

  /** Makes room for `length` bytes more. */
  reserve(length: number): void {
    if (this.pos + length <= this.bytes.length) return;
    const longer = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.pos + length));
    longer.set(this.bytes.subarray(0, this.pos));
    this.bytes = longer;
  }

  byte(code: number): void {
    this.reserve(1);
    this.bytes[this.pos++] = code;
  }

  /** A few bytes; a loop copies those sooner than a call. */
  raw(short: Uint8Array): void {
    const { length } = short;
    this.reserve(length);
    const { bytes, pos } = this;
    for (let index = 0; index < length; index++) bytes[pos + index] = short[index] ?? 0;
    this.pos = pos + length;
  }

  /** Few characters, of ASCII alone. */
  ascii(short: string): void {
    const { length } = short;
    this.reserve(length);
    const { bytes, pos } = this;
    for (let index = 0; index < length; index++) bytes[pos + index] = short.charCodeAt(index);
    this.pos = pos + length;
  }

  text(text: string): void {
    this.reserve(text.length * 3);
    this.pos += this.bytes.write(text, this.pos);
  }

  /** Forgets what was written before. */
  clear(): void {
    this.pos = 0;
    if (this.bytes.length > mostKept) this.bytes = Buffer.allocUnsafeSlow(least);
  }

  /** A copy of what has been written. */
  copy(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.pos));
  }
}
