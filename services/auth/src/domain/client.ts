/** What a session is told apart by. */
export interface Client {
  /** As the program calls itself; "" if it does not. */
  readonly userAgent: string;
  /** The network it calls from; "" if unknown. */
  readonly addressRange: string;
}

export const unknownClient: Client = { userAgent: "", addressRange: "" };

/** The /24 of an IPv4 address, the /48 of an IPv6 one (or of a shorter prefix of one); "" for anything else. */
export function addressRangeOf(address: string): string {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return `${address.slice(0, address.lastIndexOf("."))}.0/24`;
  const [whole = ""] = address.split("/");
  if (!/^[0-9a-f:]*:[0-9a-f:]*$/i.test(whole)) return "";
  const [head = "", tail = ""] = whole.split("::");
  const [before, after] = [groupsOf(head), groupsOf(tail)];
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  const network = [...before, ...zeros, ...after].slice(0, 3).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/48`;
}

function groupsOf(text: string): readonly string[] {
  return text.split(":").filter((group) => group !== "");
}
