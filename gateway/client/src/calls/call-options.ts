/** What a single call may say besides its request. */
export interface CallOptions {
  /** Ends the call when it fires: with CANCELLED, on the server too. */
  readonly signal?: AbortSignal | undefined;
  /** How long the call may take with all its attempts, in milliseconds. Default: what the contract says. */
  readonly timeoutMs?: number | undefined;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** False for a single attempt. */
  readonly retry?: boolean | undefined;
}
