import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "#mesh/machine";

/** Message-IDs that can be file names as they are. */
const plain = /^[\w.+-]{1,100}@[\w.-]{1,100}$/;

/** The file of a message: one for each Message-ID. */
export function fileNameOf(messageId: string): string {
  const id = messageId.trim().replaceAll(/^<|>$/g, "");
  const name = plain.test(id) ? id : createHash("sha256").update(messageId).digest("hex");
  return `${name}.eml`;
}

/** The value of a header, unfolded; undefined if the message has none of this name. */
export function headerOf(message: Buffer, name: string): string | undefined {
  const end = message.indexOf("\r\n\r\n");
  const header = message.subarray(0, end === -1 ? message.length : end).toString("latin1");
  const unfolded = header.replaceAll(/\r\n[ \t]+/g, " ");
  return new RegExp(`^${name}:[ \t]*(.*)$`, "im").exec(unfolded)?.[1]?.trim();
}

/** Puts the message into the folder, whole or not at all. False if one of its Message-ID is there already. */
export async function keepMessage(folder: string, message: Buffer): Promise<boolean> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${randomUUID()}.draft`);
  await writeFile(draft, message, { mode: 0o600, flush: true });
  try {
    await link(draft, join(folder, fileNameOf(headerOf(message, "message-id") ?? `<${randomUUID()}@mailbox>`)));
    return true;
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    return false;
  } finally {
    await rm(draft);
  }
}
