/** Makes the compiler prove a switch complete; throws if the data disagrees with its type. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected value: ${JSON.stringify(value)}`);
}
