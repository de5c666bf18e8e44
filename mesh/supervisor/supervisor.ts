import type { Logger } from "#mesh/kernel";
import { type Backoff, defaultBackoff } from "./backoff.ts";
import { isHeld, releaseAll } from "./held.ts";
import { KeptUnit } from "./kept-unit.ts";
import { clearLeftovers } from "./leftovers.ts";
import { logEvent } from "./log-event.ts";
import { openRunRecord, type RunRecord } from "./run-record.ts";
import { onStopSignals } from "./stop-signals.ts";
import type { Unit } from "./unit.ts";
import type { UnitEvent, UnitState } from "./unit-event.ts";

export interface SupervisorOptions {
  /** Started one after the other and stopped in reverse; those in a list of their own at the same time. */
  readonly processes: readonly (Unit | readonly Unit[])[];
  /** Holds `run.json`, which tells others about us. */
  readonly dataDir: string;
  readonly log: Logger;
  readonly backoff?: Backoff;
  /** How often a process may end before it was ever ready; default 5. */
  readonly maxEarlyExits?: number;
  /** Milliseconds the processes of a killed supervisor get to drain; default 20,000. */
  readonly graceMs?: number;
  onEvent?(event: UnitEvent): void;
}

/** Keeps processes running until SIGTERM or SIGINT; a second signal ends them at once. */
export interface Supervisor {
  states(): readonly UnitState[];
  /** Adds to the notes in `run.json`, such as ports; no secrets. */
  note(notes: Readonly<Record<string, unknown>>): void;
  /** Stops everything in good order; safe to call again. */
  stop(): Promise<void>;
  /** Resolves when everything has been stopped, however that was asked for. */
  readonly stopped: Promise<void>;
}

/**
 * Starts all processes; resolves when every one is ready. If one cannot be started the others are stopped and the
 * reason is thrown: a SupervisorError, or what the unit threw.
 */
export async function startSupervisor(options: SupervisorOptions): Promise<Supervisor> {
  await clearLeftovers(options.dataDir, options.graceMs ?? 20_000);
  releaseAll(options.dataDir);
  const supervision = new Supervision(options);
  try {
    for (const stage of options.processes) await supervision.start([stage].flat());
  } catch (error) {
    await supervision.stop();
    throw error;
  }
  return supervision;
}

class Supervision implements Supervisor {
  readonly #options: SupervisorOptions;
  readonly #record: RunRecord;
  readonly #stages: KeptUnit[][] = [];
  readonly #stopped = Promise.withResolvers<void>();
  readonly #forgetSignals: () => void;
  /** Keeps our own process from ending for want of work. */
  readonly #watch: NodeJS.Timeout;
  #stopping: Promise<void> | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#record = openRunRecord(options.dataDir, options.log);
    this.#watch = setInterval(() => undefined, 2 ** 30);
    this.#forgetSignals = onStopSignals(
      () => this.stop(),
      () => this.#kill(),
    );
  }

  get stopped(): Promise<void> {
    return this.#stopped.promise;
  }

  states(): readonly UnitState[] {
    return this.#stages.flat().map(({ state }) => state);
  }

  note(notes: Readonly<Record<string, unknown>>): void {
    this.#record.update(this.states(), notes);
  }

  async start(units: readonly Unit[]): Promise<void> {
    const { backoff = defaultBackoff, maxEarlyExits = 5 } = this.#options;
    const onEvent = (event: UnitEvent) => this.#tell(event);
    const keeping = { backoff, maxEarlyExits, onEvent, isHeld: (name: string) => isHeld(this.#options.dataDir, name) };
    const stage = units.map((unit) => new KeptUnit(unit, keeping));
    this.#stages.push(stage);
    await Promise.all(stage.map(({ ready }) => ready));
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    for (const stage of this.#stages.toReversed()) await Promise.all(stage.map((unit) => unit.stop()));
    this.#forgetSignals();
    clearInterval(this.#watch);
    this.#record.remove();
    this.#stopped.resolve();
  }

  #kill(): void {
    for (const unit of this.#stages.flat()) unit.kill();
  }

  #tell(event: UnitEvent): void {
    logEvent(this.#options.log, event);
    this.#record.update(this.states());
    this.#options.onEvent?.(event);
  }
}
