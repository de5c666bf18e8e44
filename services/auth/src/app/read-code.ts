import { notFound } from "#mesh/kernel";
import type { CodeId } from "../domain/ids.ts";
import type { SentCode } from "./code-ports.ts";
import type { AuthPorts } from "./ports.ts";

export interface ReadCode extends SentCode {
  /** As people get it. */
  readonly code: string;
}

/** A code that is still good, for sending it. Fails with RESOURCE_NOT_FOUND. */
export const readCode =
  ({ codes, codeKey, clock }: AuthPorts) =>
  async (codeId: CodeId): Promise<ReadCode> => {
    const found = await codes.find(codeId, clock.now());
    if (found === undefined) throw notFound();
    return { ...found, code: codeKey.codeOf(codeId) };
  };
