import type { Metadata } from "@grpc/grpc-js";

/** Headers by name in lower case; values of names that end in "-bin" are in base64. */
export type CarriedHeaders = Readonly<Record<string, readonly string[]>>;

/** Takes the headers, and then the trailers, of an answer; either may come alone. */
export type TakeAnswered = (part: "headers" | "trailers", carried: CarriedHeaders) => void;

const binary = /-bin$/;

export function addCarried(metadata: Metadata, headers: CarriedHeaders): void {
  for (const [name, values] of Object.entries(headers)) {
    for (const value of values) metadata.add(name, binary.test(name) ? Buffer.from(value, "base64") : value);
  }
}

export function carriedBy(metadata: Metadata): CarriedHeaders {
  const texts = (values: readonly (string | Buffer)[]) =>
    values.map((value) => (typeof value === "string" ? value : value.toString("base64").replace(/=+$/, "")));
  return Object.fromEntries(Object.entries(metadata.toJSON()).map(([name, values]) => [name, texts(values)]));
}
