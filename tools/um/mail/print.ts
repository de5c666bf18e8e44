import { stripVTControlCharacters } from "node:util";
import type { MailboxMessage } from "../../../services/notification/sandbox/mod.ts";

const shownHeaders = ["Date", "From", "To", "Subject", "Message-ID"];

/** Control characters but tabs and line ends, and what turns the direction of writing. */
const steering = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;

/** Text of strangers as it may go to a terminal: without what would steer it. */
export function harmless(text: string): string {
  return stripVTControlCharacters(text.replaceAll("\r\n", "\n")).replaceAll(steering, "");
}

/** JSON of such text, in which what would steer a terminal is escaped, so that nothing is lost. */
export function harmlessJson(value: unknown): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replaceAll(steering, escaped);
}

/** A message as people read it. */
export function printed(message: MailboxMessage, body: "text" | "html"): string {
  const { subject } = message;
  const headers = shownHeaders.flatMap((name) => {
    const header = message.headers.find((header) => header.name.toLowerCase() === name.toLowerCase());
    return header === undefined ? [] : [`${name}: ${oneLine(name === "Subject" ? subject : header.value)}`];
  });
  return [...headers, "", harmless(message[body]).trimEnd()].join("\n");
}

/** One line of text. */
export function oneLine(text: string): string {
  return harmless(text).replaceAll(/\s+/g, " ").trim();
}
