import { dictionary } from "@zxcvbn-ts/language-common";
import type { CommonPasswords } from "../domain/password.ts";

/** About 49,000 passwords from leaks, in lower case. */
export const commonPasswords: CommonPasswords = new Set(dictionary["passwords-common"]);
