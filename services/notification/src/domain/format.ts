import { type Money, minorUnitDigits, format as plain } from "#mesh/kernel";

/** How a language writes amounts and times. */
export interface Format {
  /** Such as "€12.90" or "12,90 €". */
  money(amount: Money): string;
  /** Such as "November 22, 2026" or "22. November 2026". */
  date(time: Date): string;
  /** With the hour, in UTC, and saying so. */
  time(time: Date): string;
}

/** The format of a language, BCP 47; of English for one nobody knows. */
export function formatOf(languageCode: string): Format {
  const locale = Intl.DateTimeFormat.supportedLocalesOf([languageCode])[0] ?? "en";
  const timeZone = "UTC";
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone });
  const minute = new Intl.DateTimeFormat(locale, {
    ...{ year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit" },
    timeZone,
    timeZoneName: "short",
  });
  return {
    money: (amount) => moneyIn(locale, amount),
    date: (time) => day.format(time),
    time: (time) => minute.format(time),
  };
}

function moneyIn(locale: string, amount: Money): string {
  const { currencyCode: currency } = amount;
  const digits = minorUnitDigits(currency);
  const style = { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  const [decimal = "0"] = plain(amount).split(" ", 1);
  return new Intl.NumberFormat(locale, style).format(decimal as Intl.StringNumericLiteral);
}
