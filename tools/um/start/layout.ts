import { join, resolve } from "node:path";

/** Where everything of one market lies. */
export interface Layout {
  readonly dataDir: string;
  readonly postgres: string;
  readonly identity: string;
  readonly logs: string;
  /** Who can sign in to a development market, readable by the owner only. */
  readonly accounts: string;
  /** Keys and objects of the local server that stands in for Stripe. */
  readonly stripe: string;
  /** Key and parcels of the simulated carrier. */
  readonly carrier: string;
  /** The messages that were sent, an .eml file each. */
  readonly mailbox: string;
  /** Compiled sources, which make the next start quicker. */
  readonly compileCache: string;
}

export function layoutOf(dataDir: string): Layout {
  const root = resolve(dataDir);
  return {
    dataDir: root,
    postgres: join(root, "postgres"),
    identity: join(root, "identity"),
    logs: join(root, "logs"),
    accounts: join(root, "accounts.json"),
    stripe: join(root, "stripe"),
    carrier: join(root, "carrier"),
    mailbox: join(root, "mailbox"),
    compileCache: join(root, "compile-cache"),
  };
}
