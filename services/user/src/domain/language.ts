const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

/** True if ICU knows the language (ISO 639), script and region of a well-formed BCP 47 tag such as "pt-BR". */
export function isLanguage(tag: string): boolean {
  return names.of(tag) !== undefined;
}
