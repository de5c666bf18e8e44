import { readFileSync } from "node:fs";
import {
  createFileRegistry,
  createRegistry,
  type DescFile,
  type DescMethod,
  type DescService,
  fromBinary,
  getOption,
  type Registry,
} from "@bufbuild/protobuf";
import {
  type Duration,
  durationMs,
  FileDescriptorSetSchema,
  MethodOptions_IdempotencyLevel,
} from "@bufbuild/protobuf/wkt";
import { type Access, Criticality, type MethodPolicy, policy } from "#gen/es/ultramarket/options/v1/options_pb.js";
import { compileOwner, type Owner } from "./owner.ts";

/** safe: no side effects, may be repeated; keyed: a repeat under the same `request_id` has no second effect; none: neither. */
export type MethodKind = "safe" | "keyed" | "none";

export type AccessRule = Exclude<Access["rule"], { case: undefined }>;

/** What the contract says about one method, read once. */
export interface Method {
  /** "/package.Service/Method". */
  readonly path: string;
  readonly desc: DescMethod;
  readonly policy: MethodPolicy;
  readonly kind: MethodKind;
  readonly access: AccessRule;
  /** The workloads that may call; empty means every one. */
  readonly callers: ReadonlySet<string>;
  readonly criticality: Criticality;
  readonly defaultMs: number;
  readonly capMs: number;
  /** Set if the answer names its owner. */
  readonly owner?: Owner | undefined;
  /** Name of the property with the `request_id`, on keyed methods. */
  readonly requestIdProperty?: string | undefined;
}

/** All contracts a process speaks. */
export interface Contracts {
  readonly registry: Registry;
  readonly files: readonly DescFile[];
  readonly services: readonly DescService[];
  readonly methods: readonly Method[];
  /** The method of a path such as "/package.Service/Method". */
  method(path: string): Method | undefined;
}

const released = new URL("../../gen/contracts.binpb", import.meta.url);

/**
 * Reads contracts from encoded FileDescriptorSets or generated files; without any, from gen/contracts.binpb. Throws an
 * Error that names the file and the RPC if a method has no access rule, no deadline, or contradicts itself.
 */
export function loadContracts(...sources: readonly (Uint8Array | DescFile)[]): Contracts {
  const given = sources.length > 0 ? sources : [readFileSync(released)];
  const files = [...new Map(given.flatMap(filesOf).map((file) => [file.name, file])).values()];
  const services = files.flatMap((file) => file.services);
  const methods = services.flatMap((service) => service.methods.map(readMethod));
  const byPath = new Map(methods.map((method) => [method.path, method]));
  return { registry: createRegistry(...files), files, services, methods, method: (path) => byPath.get(path) };
}

function filesOf(source: Uint8Array | DescFile): readonly DescFile[] {
  if (!(source instanceof Uint8Array)) return withDependencies(source);
  return [...createFileRegistry(fromBinary(FileDescriptorSetSchema, source)).files];
}

function withDependencies(file: DescFile): readonly DescFile[] {
  return [...file.dependencies.flatMap(withDependencies), file];
}

function readMethod(desc: DescMethod): Method {
  const found = getOption(desc, policy);
  const rule = found.access?.rule;
  if (rule?.case === undefined) throw broken(desc, "has no access rule");
  const kind = kindOf(desc);
  return {
    path: `/${desc.parent.typeName}/${desc.name}`,
    desc,
    policy: found,
    kind,
    access: rule,
    callers: new Set(found.callers),
    criticality: found.criticality === Criticality.UNSPECIFIED ? Criticality.NORMAL : found.criticality,
    ...readDeadline(desc, found.deadline?.default, found.deadline?.cap),
    owner: found.ownerField === "" ? undefined : readOwner(desc, found),
    requestIdProperty: kind === "keyed" ? requestIdOf(desc) : undefined,
  };
}

function kindOf(desc: DescMethod): MethodKind {
  if (desc.idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS) return "safe";
  return desc.idempotency === MethodOptions_IdempotencyLevel.IDEMPOTENT ? "keyed" : "none";
}

function readDeadline(desc: DescMethod, usual: Duration | undefined, longest: Duration | undefined) {
  if (usual === undefined || longest === undefined) throw broken(desc, "has no deadline");
  const defaultMs = durationMs(usual);
  const capMs = durationMs(longest);
  if (defaultMs <= 0 || capMs < defaultMs) throw broken(desc, "has a deadline whose cap is below its default");
  return { defaultMs, capMs };
}

function readOwner(desc: DescMethod, { ownerField, ownerOverride }: MethodPolicy): Owner {
  const owner = compileOwner(desc.output, ownerField, ownerOverride);
  if (owner === undefined) throw broken(desc, `names an owner field that is no text of its response: ${ownerField}`);
  return owner;
}

function requestIdOf(desc: DescMethod): string {
  const field = desc.input.fields.find(({ name }) => name === "request_id");
  if (field === undefined) throw broken(desc, "is IDEMPOTENT, but its request has no request_id");
  return field.localName;
}

function broken(desc: DescMethod, problem: string): Error {
  return new Error(`${desc.parent.file.name}.proto: ${desc.parent.typeName}.${desc.name} ${problem}`);
}
