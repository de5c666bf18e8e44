/** Asks for something to go wrong with the next messages. */
export interface MailFault {
  /**
   * later: refuse the recipient for now (451). never: refuse it for good (550). drop_before: cut the connection instead of
   * keeping the message. drop_after: keep it and cut the connection before saying so. slow: answer `ms` later.
   */
  readonly kind: "later" | "never" | "drop_before" | "drop_after" | "slow";
  readonly ms?: number;
  /** How many messages it hits; default 1. */
  readonly times?: number;
  /** Only messages to this address; default: all. */
  readonly to?: string;
}

/** What shall go wrong. Forgotten when the server ends. */
export interface MailFaults {
  add(fault: MailFault): void;
  /** The one of these kinds that hits a message to these addresses, used up by one. */
  take(kinds: readonly MailFault["kind"][], to: readonly string[]): MailFault | undefined;
  clear(): void;
}

export function createFaults(): MailFaults {
  let faults: { readonly fault: MailFault; left: number }[] = [];
  return {
    add(fault) {
      faults.push({ fault, left: fault.times ?? 1 });
    },
    take(kinds, to) {
      const hit = faults.find(
        ({ fault }) => kinds.includes(fault.kind) && (fault.to === undefined || to.includes(fault.to)),
      );
      if (hit === undefined) return undefined;
      hit.left -= 1;
      faults = faults.filter(({ left }) => left > 0);
      return hit.fault;
    },
    clear() {
      faults = [];
    },
  };
}
