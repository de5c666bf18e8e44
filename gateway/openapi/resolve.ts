import type { OpenApi, Operation, Parameter, Reference, Response } from "./open-api.ts";
import { refName } from "./ref-name.ts";

/** The parameters of an operation without the headers that every operation takes. */
export function ownParameters({ parameters }: Operation): readonly Parameter[] {
  return parameters.filter((parameter): parameter is Parameter => !("$ref" in parameter));
}

/** The answer that a status of an operation stands for. */
export function responseOf(response: Response | Reference | undefined, { components }: OpenApi): Response {
  if (response === undefined) throw new RangeError("there is no such answer");
  if (!("$ref" in response)) return response;
  const found = components.responses[refName(response.$ref)];
  if (found === undefined) throw new RangeError(`there is no ${response.$ref}`);
  return found;
}
