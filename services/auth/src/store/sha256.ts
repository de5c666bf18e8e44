import { hash } from "node:crypto";

/** The digest by which secrets and e-mails are kept. */
export function sha256(text: string): Buffer {
  return hash("sha256", text, "buffer");
}
