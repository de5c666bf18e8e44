import { create, type DescMessage, fromBinary, hasOption } from "@bufbuild/protobuf";
import { pathToString } from "@bufbuild/protobuf/reflect";
import { createValidator, type Validator, type Violation } from "@bufbuild/protovalidate";
import { field as fieldRules, message as messageRules, oneof as oneofRules } from "#gen/es/buf/validate/validate_pb.js";
import { type DomainError, invalid, refuse } from "#mesh/kernel";
import type { Contracts, Method } from "./contracts.ts";
import type { BoundMethod } from "./implement.ts";
import { zerosIn } from "./zero-bytes.ts";

/** A request as the handler gets it, and its canonical encoding. */
export interface ReadRequest {
  readonly request: unknown;
  readonly canonical: Uint8Array;
}

/** Decodes one message; refuses with INVALID_REQUEST, naming the fields. */
export type RequestReader = (bytes: Uint8Array) => ReadRequest;

/**
 * Makes the readers of methods. What is validated is the re-encoding of what the handler gets, never the bytes that
 * came: two decoders can disagree about hostile bytes, and a rule would be checked on one reading and broken by the other.
 */
export function createRequestReaders(contracts: Contracts): (method: Method, bound: BoundMethod) => RequestReader {
  const validator = createValidator({ registry: contracts.registry, regexMatch: nativeRegexMatch() });
  return (method, bound) => {
    const desc = method.desc.input;
    const read = reader(desc, bound);
    if (!hasRules(desc, new Set())) return read;
    compileRules(validator, desc);
    return (bytes) => {
      const result = read(bytes);
      checkRules(validator, desc, result.canonical);
      return result;
    };
  };
}

/** Node's own expressions, each compiled once; the patterns are the contracts', never a caller's. */
function nativeRegexMatch(): (pattern: string, against: string) => boolean {
  const compiled = new Map<string, RegExp>();
  return (pattern, against) => {
    const expression = compiled.get(pattern) ?? new RegExp(pattern, "u");
    compiled.set(pattern, expression);
    return expression.test(against);
  };
}

function reader(desc: DescMessage, bound: BoundMethod): RequestReader {
  return (bytes) => {
    const result = decoded(bound, bytes);
    const zeros = zerosIn(desc, result.canonical);
    if (zeros.length > 0) throw invalid(...zeros);
    return result;
  };
}

function decoded({ decodeRequest, encodeRequest }: BoundMethod, bytes: Uint8Array): ReadRequest {
  try {
    const request = decodeRequest(bytes);
    return { request, canonical: encodeRequest(request) };
  } catch (cause) {
    throw refuse("INVALID_REQUEST", { cause });
  }
}

/** A rule that cannot be compiled shall stop the server from starting, not fail its first call. */
function compileRules(validator: Validator, desc: DescMessage): void {
  const result = validator.validate(desc, create(desc));
  if (result.kind === "error") throw result.error;
}

function checkRules(validator: Validator, desc: DescMessage, bytes: Uint8Array): void {
  const result = validator.validate(desc, fromBinary(desc, bytes));
  if (result.kind === "error") throw result.error;
  if (result.kind === "invalid") throw violated(result.violations);
}

function violated(violations: readonly Violation[]): DomainError {
  return invalid(...violations.map(({ field, message }) => ({ field: pathToString(field), description: message })));
}

function hasRules(desc: DescMessage, seen: Set<DescMessage>): boolean {
  if (seen.has(desc)) return false;
  seen.add(desc);
  return (
    hasOption(desc, messageRules) ||
    desc.oneofs.some((oneof) => hasOption(oneof, oneofRules)) ||
    desc.fields.some(
      (field) => hasOption(field, fieldRules) || (field.message !== undefined && hasRules(field.message, seen)),
    )
  );
}
