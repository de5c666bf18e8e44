/** A postal address, as ultramarket.common.v1.Address has it; empty text stands for what is not given. */
export interface Address {
  readonly recipientName: string;
  readonly organization: string;
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly regionCode: string;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: string;
  readonly phone: string;
}
