import type { LoadResult } from "../figures/measure-rounds.ts";
import type { Observed } from "../programs/from-memory.ts";
import { pathOf } from "../stage/messages.ts";
import type { SubjectMaker } from "./subject-maker.ts";

/** What differs by little is measured on more requests, at as many times the rate. */
const busy = 3;

/** Lists are larger and come at this share of the rate. */
export const listShare = 0.3;

/** Yardsticks (a) and (b), for single products and for lists; and the full stack over a product in memory. */
export const yardstickSubjects: Readonly<Record<string, SubjectMaker>> = {
  a: echo("get", 1),
  "a/list": echo("list", listShare),
  b: empty("get", 1),
  "b/list": empty("list", listShare),
  "b/tls": overTls("get", 1),
  "b/tls/list": overTls("list", listShare),
  memory: fromMemory("measured", 1),
  "telemetry/none": fromMemory("unobserved", busy),
  "telemetry/metrics": fromMemory("measured", busy),
  "telemetry/traces": fromMemory("traced", busy),
  "telemetry/none/process": withinProcess("unobserved"),
  "telemetry/metrics/process": withinProcess("measured"),
  "telemetry/traces/process": withinProcess("traced"),
};

type Read = "get" | "list";

function echo(read: Read, share: number): SubjectMaker {
  return async (stage, key, driver) => {
    const { pid, origin } = await stage.echo();
    const message = (await stage.messages())[read];
    const from = message.asked.map(({ bytes }) => ({
      method: "POST",
      path: pathOf(message),
      headers: {},
      body: bytes,
    }));
    const target = { origin, version: 2, from, share } as const;
    return { key, share, parts: { app: pid }, load: (requests) => driver.http(target, requests) };
  };
}

function empty(read: Read, share: number): SubjectMaker {
  return async (stage, key, driver) => {
    const { pid, address } = await stage.empty();
    const target = { address, message: (await stage.messages())[read], share };
    return { key, share, parts: { app: pid }, load: (requests) => driver.grpc(target, requests) };
  };
}

function overTls(read: Read, share: number): SubjectMaker {
  return async (stage, key, driver) => {
    const { pid, address } = await stage.emptyOverTls();
    const tls = (await stage.market("many")).tlsFiles("gateway");
    const target = { address, message: (await stage.messages())[read], share, tls };
    return { key, share, parts: { app: pid }, load: (requests) => driver.grpc(target, requests) };
  };
}

function fromMemory(server: Observed, share: number): SubjectMaker {
  return async (stage, key, driver) => {
    const { pid, at } = await stage.fromMemory();
    const target = { address: at[server], message: (await stage.messages()).get, share };
    return { key, share, parts: { app: pid }, load: (requests) => driver.grpc(target, requests) };
  };
}

function withinProcess(core: Observed): SubjectMaker {
  return async (stage, key) => {
    const program = await stage.fromMemory();
    const load = (requests: number) => program.ask<LoadResult>("run", { core, requests });
    return { key, share: 20, parts: { app: program.pid }, load };
  };
}
