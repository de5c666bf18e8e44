import type { ConnectError } from "@connectrpc/connect";
import { CommandError } from "../um/command.ts";

export interface SilenceOptions {
  /** Is told when the market stops answering, and when it answers again. */
  readonly print: (text: string) => void;
  /** How long nothing at all may be answered before calls are given up. */
  readonly patienceMs?: number;
  /** How long nothing at all is answered before it is told. */
  readonly quietMs?: number;
}

/** How long a market has not answered, whoever calls it. */
export interface Silence {
  /** It answered, be it by a refusal. */
  ended(): void;
  /**
   * A try failed, the next is made after the pause; `began` says when the first try of a call began. Throws CommandError
   * if that would be too late.
   */
  goesOn(error: ConnectError, next: { readonly pauseMs: number; readonly began?: number }): void;
}

export function createSilence({ print, patienceMs = 120_000, quietMs = 3_000 }: SilenceOptions): Silence {
  let lastAnswer = 0;
  let isTold = false;
  return {
    ended() {
      lastAnswer = Date.now();
      if (isTold) print("The market answers again.");
      isTold = false;
    },
    goesOn(error, { pauseMs, began = 0 }) {
      lastAnswer = Math.max(lastAnswer, began);
      const silentMs = Date.now() - lastAnswer;
      if (silentMs + pauseMs > patienceMs) throw givenUp(error, silentMs, pauseMs);
      if (silentMs <= quietMs || isTold) return;
      isTold = true;
      print(`The market does not answer (${error.message}); trying on ...`);
    },
  };
}

function givenUp({ message }: ConnectError, silentMs: number, pauseMs: number): CommandError {
  const [silent, pause] = [silentMs, pauseMs].map((ms) => Math.round(ms / 1_000));
  return new CommandError(
    `The market has not answered for ${silent} s, the next try would be in ${pause} s: ${message}\nSee "um status" and the logs, then run the same command again: it goes on where it was.`,
  );
}
