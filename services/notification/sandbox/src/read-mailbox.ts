import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import PostalMime, { type Address } from "postal-mime";
import { errorCode } from "#mesh/machine";

/** A message in the folder. */
export interface MailboxEntry {
  /** Counted from the newest message of the folder, which is 1. */
  readonly number: number;
  /** The name of its file without ".eml", mostly its Message-ID. */
  readonly id: string;
  /** When it was kept. */
  readonly time: Date;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
}

/** A message with all it says. */
export interface MailboxMessage extends MailboxEntry {
  readonly messageId: string;
  /** In the order of the message, names as they are written there. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string;
  readonly html: string;
  readonly raw: Buffer;
}

export interface MailboxQuery {
  /** Only messages to this address. */
  readonly to?: string | undefined;
  /** Only messages whose subject contains this text, whatever its case. */
  readonly subject?: string | undefined;
  /** Only messages kept at this time or later. */
  readonly since?: Date | undefined;
  /** At most so many, the newest ones. */
  readonly limit?: number | undefined;
}

/** The messages in the folder, newest last; undefined if there is no such folder. */
export async function readMailbox(
  folder: string,
  query: MailboxQuery = {},
): Promise<readonly MailboxEntry[] | undefined> {
  const files = await filesOf(folder);
  if (files === undefined) return undefined;
  const { limit = Number.POSITIVE_INFINITY } = query;
  const found: MailboxEntry[] = [];
  for (const file of files) {
    if (found.length >= limit || (query.since !== undefined && file.time < query.since)) break;
    const { headers, text, html, raw, messageId, ...entry } = await parse(folder, file);
    if (fits(entry, query)) found.push(entry);
  }
  return found.toReversed();
}

/** One message by its id or its number; undefined if it is not there. */
export async function readMessage(folder: string, which: string | number): Promise<MailboxMessage | undefined> {
  const file = (await filesOf(folder))?.find(({ id, number }) => which === id || which === number);
  return file && parse(folder, file);
}

interface MailboxFile {
  readonly number: number;
  readonly id: string;
  readonly time: Date;
  readonly timeNs: bigint;
}

/** Newest first. */
async function filesOf(folder: string): Promise<readonly MailboxFile[] | undefined> {
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith(".eml"));
    const files = await Promise.all(names.map((name) => fileAt(folder, name)));
    return files.toSorted(newestFirst).map((file, index) => ({ ...file, number: index + 1 }));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

type Kept = Omit<MailboxFile, "number">;

function newestFirst(a: Kept, b: Kept): number {
  if (a.timeNs !== b.timeNs) return a.timeNs < b.timeNs ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}

async function fileAt(folder: string, name: string): Promise<Kept> {
  const { mtime, mtimeNs } = await stat(join(folder, name), { bigint: true });
  return { id: name.slice(0, -".eml".length), time: mtime, timeNs: mtimeNs };
}

async function parse(folder: string, { number, id, time }: MailboxFile): Promise<MailboxMessage> {
  const raw = await readFile(join(folder, `${id}.eml`));
  const email = await PostalMime.parse(raw);
  return {
    number,
    id,
    time,
    from: email.from === undefined ? "" : addressesOf([email.from]).join(),
    to: addressesOf(email.to ?? []),
    subject: email.subject ?? "",
    messageId: email.messageId ?? "",
    headers: email.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    text: email.text ?? "",
    html: email.html ?? "",
    raw,
  };
}

function addressesOf(addresses: readonly Address[]): readonly string[] {
  return addresses.flatMap(({ address, group }) => (group === undefined ? [address ?? ""] : addressesOf(group)));
}

function fits({ to, subject }: MailboxEntry, query: MailboxQuery): boolean {
  const isTo = query.to === undefined || to.some((address) => address.toLowerCase() === query.to?.toLowerCase());
  return isTo && subject.toLowerCase().includes(query.subject?.toLowerCase() ?? "");
}
