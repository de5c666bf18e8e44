/** True if the digits end in the check digit GS1 prescribes (General Specifications, 7.9). */
export function hasValidCheckDigit(gtin: string): boolean {
  const digits = [...gtin].map(Number).toReversed();
  const sum = digits.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}
