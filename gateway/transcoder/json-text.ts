/** A JSON value that keeps what JSON.parse loses: the digits of numbers, and the difference of all keys. */
export type Json = null | boolean | string | JsonNumber | readonly Json[] | JsonObject;
export type JsonObject = ReadonlyMap<string, Json>;

/** A number as it was written. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** How deep arrays and objects may nest. */
export const maxDepth = 100;

/**
 * Parses JSON by RFC 8259 and no more: one value, no duplicate keys, at most `maxDepth` deep.
 * Throws SyntaxError with the position.
 */
export function parseJson(text: string): Json {
  const reader = new JsonReader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

/** The plain value JSON.parse would have made; numbers lose what a double cannot hold. */
export function plainJson(json: Json): PlainJson {
  if (json instanceof JsonNumber) return Number(json.text);
  if (json instanceof Map) return Object.fromEntries(Array.from(json, ([key, value]) => [key, plainJson(value)]));
  return Array.isArray(json) ? json.map(plainJson) : (json as null | boolean | string);
}
export type PlainJson = null | boolean | string | number | PlainJson[] | { [key: string]: PlainJson };

const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}

class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Json {
    switch (this.#next()) {
      case "{":
        return this.#object(depth + 1);
      case "[":
        return this.#array(depth + 1);
      case '"':
        return this.#string();
      case "t":
        return this.#word("true", true);
      case "f":
        return this.#word("false", false);
      case "n":
        return this.#word("null", null);
      default:
        return this.#number();
    }
  }

  end(): void {
    if (this.#next() !== undefined) throw this.#error("something follows the value");
  }

  #object(depth: number): JsonObject {
    this.#enter(depth);
    const members = new Map<string, Json>();
    if (this.#skip("}")) return members;
    do {
      if (this.#next() !== '"') throw this.#error("a key is expected");
      const key = this.#string();
      if (members.has(key)) throw this.#error(`the key ${JSON.stringify(key)} occurs twice`);
      if (!this.#skip(":")) throw this.#error("a colon is expected");
      members.set(key, this.value(depth));
    } while (this.#skip(","));
    if (!this.#skip("}")) throw this.#error("a comma or } is expected");
    return members;
  }

  #array(depth: number): readonly Json[] {
    this.#enter(depth);
    const items: Json[] = [];
    if (this.#skip("]")) return items;
    do items.push(this.value(depth));
    while (this.#skip(","));
    if (!this.#skip("]")) throw this.#error("a comma or ] is expected");
    return items;
  }

  #enter(depth: number): void {
    if (depth > maxDepth) throw this.#error(`values nest over ${maxDepth} deep`);
    this.#at += 1;
  }

  #string(): string {
    const start = this.#at;
    let escaped = false;
    for (let at = start + 1; at < this.#text.length; at++) {
      const unit = this.#text.charCodeAt(at);
      if (unit === 0x22) {
        this.#at = at + 1;
        return escaped ? this.#unescape(start) : this.#text.slice(start + 1, at);
      }
      if (unit < 0x20) break;
      if (unit === 0x5c) {
        escaped = true;
        at += 1;
      }
    }
    throw this.#error("a string is broken");
  }

  #unescape(start: number): string {
    let text: string;
    try {
      text = JSON.parse(this.#text.slice(start, this.#at));
    } catch {
      throw this.#error("a string has a bad escape");
    }
    if (!text.isWellFormed()) throw this.#error("a string has half a surrogate pair");
    return text;
  }

  #number(): JsonNumber {
    number.lastIndex = this.#at;
    const match = number.exec(this.#text);
    if (match === null) throw this.#error("a value is expected");
    this.#at = number.lastIndex;
    return new JsonNumber(match[0]);
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw this.#error("a value is expected");
    this.#at += word.length;
    return value;
  }

  #next(): string | undefined {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1;
    return this.#text[this.#at];
  }

  #skip(character: string): boolean {
    if (this.#next() !== character) return false;
    this.#at += 1;
    return true;
  }

  #error(problem: string): SyntaxError {
    return new SyntaxError(`${problem} at position ${this.#at}`);
  }
}
