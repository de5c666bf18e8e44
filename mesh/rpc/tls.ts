/** PEM texts: this program's key and certificate chain, and the authorities that sign its peers. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
}
