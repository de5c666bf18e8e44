/** What a cell says, or undefined if it cannot be read. */
type Read<T> = T | undefined;

const largestQuantity = 1_000_000_000n;

/** A whole number of at most a billion, either way. */
export function quantityOf(text: string): Read<bigint> {
  if (!/^-?\d{1,12}(\.0+)?$/.test(text)) return undefined;
  const quantity = BigInt(text.split(".")[0] ?? text);
  return quantity <= largestQuantity && quantity >= -largestQuantity ? quantity : undefined;
}

/** Minor units of an amount with any number of decimals, rounded half to even. */
export function minorUnitsOf(text: string): Read<bigint> {
  const [, sign, whole = "", decimals = ""] = /^(-?)(\d{1,12})(?:\.(\d{1,12}))?$/.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const amount = roundHalfEven(BigInt(whole + decimals.padEnd(2, "0")), decimals.length - 2);
  return sign === "-" ? -amount : amount;
}

/** Drops so many decimal digits. */
function roundHalfEven(amount: bigint, digits: number): bigint {
  if (digits <= 0) return amount;
  const unit = 10n ** BigInt(digits);
  const [floor, rest] = [amount / unit, amount % unit];
  const up = rest * 2n > unit || (rest * 2n === unit && floor % 2n === 1n);
  return up ? floor + 1n : floor;
}

/** A time such as "2010-12-01 08:26:00", as if it were UTC. */
export function timeOf(text: string): Read<Date> {
  const time = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? new Date(`${text.replace(" ", "T")}Z`) : undefined;
  if (time === undefined || Number.isNaN(time.getTime())) return undefined;
  return time.toISOString().slice(0, 10) === text.slice(0, 10) ? time : undefined;
}

/** The customer's number without the decimals a spreadsheet gave it; empty for none. */
export function customerOf(text: string): Read<string> {
  return /^(\d{1,20}(\.0+)?)?$/.test(text) ? text.split(".")[0] : undefined;
}
