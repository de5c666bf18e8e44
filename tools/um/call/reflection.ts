import {
  create,
  createFileRegistry,
  type DescMethodBiDiStreaming,
  type FileRegistry,
  fromBinary,
  fromJson,
  type JsonObject,
  toJson,
} from "@bufbuild/protobuf";
import { base64Decode } from "@bufbuild/protobuf/wire";
import { type FileDescriptorProto, FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type Transport } from "@connectrpc/connect";
import { loadOwnContracts, type ReflectionRequest } from "#mesh/rpc";
import { CommandError } from "../command.ts";

/** What a server says of its own contracts (grpc.reflection.v1). */
export interface Reflection {
  /** Full names of the services it has. */
  serviceNames(): Promise<readonly string[]>;
  /** The files of these services, types or extensions with all that they import; a name it does not know is left out. */
  describe(symbols: readonly string[]): Promise<FileRegistry>;
}

export function reflectionOf(transport: Transport): Reflection {
  const info = infoMethod();
  const ask = (questions: readonly ReflectionRequest[]) => askAll(transport, info, questions);
  return {
    async serviceNames() {
      const [answer] = await ask([{ listServices: "*" }]);
      const { service = [] } = (answer?.listServicesResponse ?? {}) as { service?: { name: string }[] };
      return service.map(({ name }) => name).filter((name) => !name.startsWith("grpc.reflection."));
    },
    async describe(symbols) {
      const files = new Map<string, FileDescriptorProto>();
      let questions: ReflectionRequest[] = symbols.map((fileContainingSymbol) => ({ fileContainingSymbol }));
      while (questions.length > 0) {
        const found = (await ask(questions)).flatMap(filesOf).filter(({ name }) => !files.has(name));
        for (const file of found) files.set(file.name, file);
        questions = found.length === 0 ? [] : missingOf(files).map((fileByFilename) => ({ fileByFilename }));
      }
      return createFileRegistry(create(FileDescriptorSetSchema, { file: inOrder(files) }));
    },
  };
}

function infoMethod(): DescMethodBiDiStreaming {
  const [service] = loadOwnContracts().reflection;
  const method = service?.methods.find(({ name }) => name === "ServerReflectionInfo");
  if (method?.methodKind !== "bidi_streaming") throw new Error("the contract of reflection has changed");
  return method as DescMethodBiDiStreaming;
}

async function askAll(
  transport: Transport,
  info: DescMethodBiDiStreaming,
  questions: readonly ReflectionRequest[],
): Promise<readonly JsonObject[]> {
  async function* requests() {
    for (const question of questions) yield fromJson(info.input, question as JsonObject);
  }
  const answers: JsonObject[] = [];
  try {
    const { message } = await transport.stream(info, undefined, 30_000, undefined, requests());
    for await (const answer of message) answers.push(toJson(info.output, answer) as JsonObject);
  } catch (error) {
    if (ConnectError.from(error).code !== Code.Unimplemented) throw error;
    throw new CommandError("The server has no reflection (grpc.reflection.v1), so its methods are not known.");
  }
  return answers;
}

function filesOf(answer: JsonObject): readonly FileDescriptorProto[] {
  const { fileDescriptorProto = [] } = (answer.fileDescriptorResponse ?? {}) as { fileDescriptorProto?: string[] };
  return fileDescriptorProto.map((text) => fromBinary(FileDescriptorProtoSchema, base64Decode(text)));
}

function missingOf(files: ReadonlyMap<string, FileDescriptorProto>): readonly string[] {
  const wanted = new Set([...files.values()].flatMap(({ dependency }) => dependency));
  return [...wanted].filter((name) => !files.has(name));
}

/** Imports before those that import them; what imports something unknown is left out. */
function inOrder(files: ReadonlyMap<string, FileDescriptorProto>): FileDescriptorProto[] {
  const done = new Map<string, boolean>();
  const ordered: FileDescriptorProto[] = [];
  const add = (name: string): boolean => {
    const known = done.get(name);
    if (known !== undefined) return known;
    const file = files.get(name);
    done.set(name, false);
    const isWhole = file?.dependency.map(add).every(Boolean) ?? false;
    if (file !== undefined && isWhole) ordered.push(file);
    done.set(name, isWhole);
    return isWhole;
  };
  for (const name of files.keys()) add(name);
  return ordered;
}
