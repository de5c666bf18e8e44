/** A local mail server that delivers everything into a folder, and what reads the folder. */
export type { MailFault, MailFaults } from "./src/faults.ts";
export { openMailbox } from "./src/open-mailbox.ts";
export { type MailboxEntry, type MailboxMessage, readMailbox, readMessage } from "./src/read-mailbox.ts";
export { type Mailbox, type MailboxOptions, startMailbox } from "./src/start-mailbox.ts";
