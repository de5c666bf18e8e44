import { setTimeout } from "node:timers/promises";
import { type Backoff, pauseAfter } from "./backoff.ts";
import { SupervisorError } from "./supervisor-error.ts";
import { EarlyExit, type Exit, type Running, type Unit } from "./unit.ts";
import type { UnitEvent, UnitState } from "./unit-event.ts";

const heldPollMs = 100;

export interface KeepOptions {
  readonly backoff: Backoff;
  /** How often it may end before it was ever ready. */
  readonly maxEarlyExits: number;
  /** True while somebody keeps it down. */
  isHeld(name: string): boolean;
  onEvent(event: UnitEvent): void;
}

/**
 * Starts a unit, and starts it again whenever it ends, with growing pauses, until told to stop. Before it was ever ready
 * it may end `maxEarlyExits` times, and any other error is final.
 */
export class KeptUnit {
  readonly #unit: Unit;
  readonly #options: KeepOptions;
  readonly #end = new AbortController();
  readonly #ready = Promise.withResolvers<void>();
  readonly #done: Promise<void>;
  #running: Running | undefined;
  #state: UnitEvent["type"] = "starting";
  #wasReady = false;
  #restarts = 0;
  #failures = 0;

  constructor(unit: Unit, options: KeepOptions) {
    this.#unit = unit;
    this.#options = options;
    this.#ready.promise.catch(() => undefined);
    this.#done = this.#keep().catch((error) => this.#ready.reject(error));
  }

  /** Resolves when it is ready for the first time; rejects if it never gets there. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  get state(): UnitState {
    const { pid, details = {} } = this.#running ?? {};
    return { name: this.#unit.name, state: this.#state, pid, restarts: this.#restarts, details };
  }

  /** Ends it in good order; resolves when it is gone. */
  async stop(): Promise<void> {
    this.#tell({ type: "stopping", name: this.#unit.name });
    this.#end.abort();
    await this.#running?.stop();
    await this.#done;
    this.#tell({ type: "stopped", name: this.#unit.name });
  }

  /** Ends it at once; `stop` then resolves soon. */
  kill(): void {
    this.#end.abort();
    this.#running?.kill();
  }

  async #keep(): Promise<void> {
    while (!this.#stopping) {
      await this.#whileHeld();
      if (this.#stopping) break;
      try {
        await this.#runOnce();
      } catch (error) {
        if (!this.#stopping) this.#judge(error);
      }
      if (!this.#stopping) await this.#pause();
    }
    const message = `${this.#unit.name} was told to stop before it was ready.`;
    this.#ready.reject(new SupervisorError("STOPPED_WHILE_STARTING", message));
  }

  /** Waits until nobody keeps it down. */
  async #whileHeld(): Promise<void> {
    const { name } = this.#unit;
    if (!this.#options.isHeld(name)) return;
    this.#tell({ type: "held", name });
    this.#failures = 0;
    while (this.#options.isHeld(name) && !this.#stopping) await this.#rest(heldPollMs);
  }

  get #stopping(): boolean {
    return this.#end.signal.aborted;
  }

  async #runOnce(): Promise<void> {
    const { name } = this.#unit;
    const begin = performance.now();
    this.#tell({ type: "starting", name });
    const running = await this.#unit.start(this.#end.signal);
    if (this.#stopping) return running.stop();
    const since = performance.now();
    this.#running = running;
    this.#wasReady = true;
    this.#tell({ type: "ready", name, pid: running.pid, ms: Math.round(since - begin), restarts: this.#restarts });
    this.#ready.resolve();
    const exit = await this.#untilEnd(running);
    this.#running = undefined;
    if (performance.now() - since > this.#options.backoff.healthyMs) this.#failures = 0;
    if (!this.#stopping && !this.#options.isHeld(name)) this.#tell({ type: "exited", name, pid: running.pid, exit });
  }

  /** Waits until it has ended, and ends it once somebody keeps it down. */
  async #untilEnd(running: Running): Promise<Exit> {
    const { name } = this.#unit;
    const watch = setInterval(() => {
      if (!this.#options.isHeld(name)) return;
      clearInterval(watch);
      running.stop().catch((error) => this.#tell({ type: "failed", name, error }));
    }, heldPollMs);
    return running.exited.finally(() => clearInterval(watch));
  }

  /** Throws what is final; anything else is worth another try. */
  #judge(error: unknown): void {
    const { name } = this.#unit;
    this.#tell({ type: "failed", name, error });
    if (this.#wasReady) return;
    if (!(error instanceof EarlyExit)) throw error;
    const exits = this.#failures + 1;
    if (exits < this.#options.maxEarlyExits) return;
    const message = `${name} failed to start ${exits} times; the last time: ${error.message}. The end of its log:\n${error.tail}`;
    throw new SupervisorError("CRASH_LOOP", message, error);
  }

  async #pause(): Promise<void> {
    this.#restarts++;
    if (this.#options.isHeld(this.#unit.name)) return;
    const ms = Math.round(pauseAfter(this.#failures++, this.#options.backoff));
    this.#tell({ type: "waiting", name: this.#unit.name, ms });
    await this.#rest(ms);
  }

  async #rest(ms: number): Promise<void> {
    await setTimeout(ms, undefined, { signal: this.#end.signal }).catch(() => undefined);
  }

  #tell(event: UnitEvent): void {
    this.#state = event.type;
    this.#options.onEvent(event);
  }
}
