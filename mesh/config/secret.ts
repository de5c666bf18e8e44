import { inspect } from "node:util";

/** What is printed instead of a secret. */
export const masked = "[secret]";

/** A value that prints as "[secret]" wherever it ends up: in text, in JSON, in an inspected object. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the one place that needs it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return masked;
  }

  toJSON(): string {
    return masked;
  }

  [inspect.custom](): string {
    return masked;
  }
}
