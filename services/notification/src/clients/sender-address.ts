/** Whom messages are from. */
export interface SenderAddress {
  readonly name: string;
  readonly address: string;
}

/** Reads "UltraMarket <orders@ultramarket.example>". Throws RangeError for anything else. */
export function parseSender(text: string): SenderAddress {
  const [, name, address] = /^(.+) <([^<>]+)>$/.exec(text) ?? [];
  if (name === undefined || address === undefined) throw new RangeError(`not a sender: ${text}`);
  return { name, address };
}
