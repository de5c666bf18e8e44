import type { Client, ServiceDefinition } from "#mesh/rpc";

/** Gives a client of another service. */
export type Dial = <S extends ServiceDefinition>(definition: S) => Client<S>;
