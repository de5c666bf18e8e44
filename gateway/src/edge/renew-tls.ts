import { readFile } from "node:fs/promises";
import type { Logger } from "#mesh/kernel";
import type { TlsFiles } from "./door.ts";

/** Where the key and the certificate chain are, both PEM. */
export interface TlsPaths {
  readonly keyFile: string;
  readonly certFile: string;
}

export interface RenewTlsOptions {
  /** Takes the new ones; throws if they are no pair. */
  readonly renew: (files: TlsFiles) => void;
  readonly log: Logger;
  /** How often the files are looked at. Default: every five seconds. */
  readonly everyMs?: number;
}

export interface RenewTls {
  /** Looks at the files at once. */
  look(): Promise<void>;
  close(): Promise<void>;
}

export async function readTls({ keyFile, certFile }: TlsPaths): Promise<TlsFiles> {
  const [key, cert] = await Promise.all([readFile(keyFile), readFile(certFile)]);
  return { key, cert };
}

/**
 * Hands over the files whenever what is in them has changed: looks at regular times, for links that are swapped, as
 * Kubernetes does, are told by no event, and on SIGHUP. Files that cannot be used, such as a key whose certificate is
 * still being written, are logged and looked at again.
 */
export function renewTls(paths: TlsPaths, used: TlsFiles, { renew, log, everyMs = 5_000 }: RenewTlsOptions): RenewTls {
  let seen = spelled(used);
  let looking = Promise.resolve();
  const lookOnce = async () => {
    try {
      const files = await readTls(paths);
      const found = spelled(files);
      if (found === seen) return;
      seen = found;
      renew(files);
      log.info("new connections see the new TLS certificate", { file: paths.certFile });
    } catch (error) {
      log.warn("the TLS files cannot be used; the ones before stay in use", { file: paths.certFile, error });
    }
  };
  const look = () => {
    looking = looking.then(lookOnce);
    return looking;
  };
  const timer = setInterval(look, everyMs).unref();
  process.on("SIGHUP", look);
  return {
    look,
    close() {
      clearInterval(timer);
      process.off("SIGHUP", look);
      return looking;
    },
  };
}

function spelled({ key, cert }: TlsFiles): string {
  return `${key}\n${cert}`;
}
