import { generateSecret, generateURI, verifySync } from "otplib";
import { randomCode } from "#mesh/kernel";
import type { FactorCodes } from "../app/factor-ports.ts";

const stepSeconds = 30;
const symbolsOfCode = 16;

/** Codes of authenticator apps (RFC 6238) that are named after the issuer, and recovery codes of 80 random bits. */
export function openFactorCodes(issuer: string): FactorCodes {
  return {
    newSecret: () => generateSecret(),
    uriOf: (secret, email) => generateURI({ issuer, label: email, secret }),
    stepOf(code, secret, now) {
      const token = code.replace(/\s/g, "");
      if (!/^\d{6}$/.test(token)) return undefined;
      const epoch = Math.floor(now.getTime() / 1_000);
      const result = verifySync({ secret, token, epoch, period: stepSeconds, epochTolerance: stepSeconds });
      return result.valid ? Math.floor(epoch / stepSeconds) + result.delta : undefined;
    },
    newRecoveryCodes: (count) => Array.from({ length: count }, newRecoveryCode),
    readRecoveryCode(shown) {
      const code = shown.replace(/[\s-]/g, "").toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
      return /^[0-9A-Z]{16}$/.test(code) ? grouped(code) : undefined;
    },
  };
}

function newRecoveryCode(): string {
  return grouped(randomCode(symbolsOfCode));
}

function grouped(code: string): string {
  return code.replace(/(.{4})(?=.)/g, "$1-");
}
