import {
  type DescMethodServerStreaming,
  type DescMethodUnary,
  type DescService,
  fromJson,
  type JsonObject,
  type Message,
  toJson,
} from "@bufbuild/protobuf";
import { Code, ConnectError, type ConnectRouter, type HandlerContext } from "@connectrpc/connect";

/** Serves grpc.health.v1 for the door itself (service "") and for each named service, until `draining` fires. */
export function registerHealth(
  router: ConnectRouter,
  health: DescService,
  services: ReadonlySet<string>,
  draining: AbortSignal,
): void {
  const names = new Set(["", ...services]);
  const status = () => ({ status: draining.aborted ? "NOT_SERVING" : "SERVING" });
  for (const method of health.methods) {
    const { input, output } = method;
    const isKnown = (request: Message) => {
      const { service = "" } = toJson(input, request) as JsonObject;
      return typeof service === "string" && names.has(service);
    };
    if (method.name === "Check" && method.methodKind === "unary") {
      router.rpc(method as DescMethodUnary, (request: Message) => {
        if (isKnown(request)) return fromJson(output, status());
        throw new ConnectError("there is no service of this name", Code.NotFound);
      });
    }
    if (method.name === "List" && method.methodKind === "unary") {
      const all = () => Object.fromEntries(Array.from(names, (name) => [name, status()]));
      router.rpc(method as DescMethodUnary, () => fromJson(output, { statuses: all() }));
    }
    if (method.name === "Watch" && method.methodKind === "server_streaming") {
      router.rpc(method as DescMethodServerStreaming, async function* (request: Message, { signal }: HandlerContext) {
        if (!isKnown(request)) yield fromJson(output, { status: "SERVICE_UNKNOWN" });
        else if (!draining.aborted) yield fromJson(output, status());
        await fired(draining, signal);
        if (!signal.aborted && isKnown(request)) yield fromJson(output, status());
      });
    }
  }
}

function fired(...signals: readonly AbortSignal[]): Promise<void> {
  const any = AbortSignal.any([...signals]);
  return new Promise((resolve) => {
    if (any.aborted) resolve();
    else any.addEventListener("abort", () => resolve(), { once: true });
  });
}
