import pino from "pino";
import { type Clock, currentCall, type Logger } from "#mesh/kernel";
import { type createSanitizer, sanitizeText } from "./sanitize.ts";
import type { TelemetryConfig } from "./telemetry-config.ts";

/** Takes whole lines of JSON. */
export interface LogDestination {
  write(line: string): void;
}

export interface JsonLoggerOptions {
  readonly service: string;
  readonly level: TelemetryConfig["logLevel"];
  readonly clock: Clock;
  readonly destination: LogDestination;
  readonly sanitize: ReturnType<typeof createSanitizer>;
}

/** A logger for one service: level, time, service, request and trace of the current call, message, fields. */
export function createJsonLogger({ service, level, clock, destination, sanitize }: JsonLoggerOptions): Logger {
  const root = pino(
    {
      level,
      messageKey: "message",
      base: null,
      timestamp: () => `,"time":"${clock.now().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      mixin: callFields,
    },
    destination,
  ).child({ service });
  return wrap(root, sanitize);
}

function wrap(target: pino.Logger, sanitize: (value: unknown) => unknown): Logger {
  const writer = (level: "debug" | "info" | "warn" | "error") => (message: string, fields?: object) => {
    if (!target.isLevelEnabled(level)) return;
    const text = sanitizeText(message);
    if (fields === undefined) target[level](text);
    else target[level](safeFieldsOf(fields, sanitize), text);
  };
  return {
    debug: writer("debug"),
    info: writer("info"),
    warn: writer("warn"),
    error: writer("error"),
  };
}

const reserved = new Set(["level", "time", "service", "request_id", "trace_id", "span_id", "message"]);

/** Fields fit for a log; of fields that cannot even be looked at, why not. Logging never throws at its caller. */
function safeFieldsOf(fields: object, sanitize: (value: unknown) => unknown): object {
  try {
    return fieldsOf(fields, sanitize);
  } catch (error) {
    return { fields_unreadable: sanitize(error) };
  }
}

/** The fields under their own names; an error or message given in their place under one of its own. */
function fieldsOf(fields: object, sanitize: (value: unknown) => unknown): object {
  const plain = sanitize(fields);
  if (fields instanceof Error || "stack" in fields) return { error: plain };
  if (typeof plain !== "object" || plain === null || "$typeName" in fields) return { value: plain };
  return Object.fromEntries(Object.entries(plain).map(([key, value]) => [reserved.has(key) ? `${key}_` : key, value]));
}

function callFields(): object {
  const call = currentCall();
  if (call === undefined) return {};
  const [, traceId, spanId] = call.traceparent.split("-");
  return { request_id: call.requestId, ...(traceId === undefined ? {} : { trace_id: traceId, span_id: spanId }) };
}
