import type { JsonValue } from "@bufbuild/protobuf";
import type { JsonSchema } from "./json-schema.ts";

/** An OpenAPI 3.1 document, as far as we write one (https://spec.openapis.org/oas/v3.1.1). */
export interface OpenApi {
  readonly openapi: "3.1.1";
  readonly info: Info;
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly headers: Readonly<Record<string, Header>>;
    readonly examples: Readonly<Record<string, Example>>;
    readonly responses: Readonly<Record<string, Response>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

export interface Info {
  readonly title: string;
  readonly version: string;
  /** Markdown. */
  readonly description: string;
  readonly license?: { readonly name: string; readonly identifier: string };
}

export type HttpVerb = "get" | "put" | "post" | "delete" | "patch" | "head" | "options" | "trace";
export type PathItem = { readonly [Verb in HttpVerb]?: Operation };

/** Points into `components`. */
export interface Reference {
  readonly $ref: string;
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly deprecated?: true;
  readonly parameters: readonly (Parameter | Reference)[];
  readonly requestBody?: RequestBody;
  readonly responses: Readonly<Record<string, Response | Reference>>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  /** The permission the caller needs, if it takes one. */
  readonly "x-permission"?: string;
  /** Path of the same RPC by Connect, gRPC-web and gRPC. */
  readonly "x-rpc": string;
  /** Whether a call may be repeated: always, under the same request_id, or not. */
  readonly "x-repeatable": "always" | "by request_id" | "no";
  /** Which rate limit counts the call. */
  readonly "x-rate-class": string;
  /** In seconds: without a wish of the client, and the most it may wish for. */
  readonly "x-deadline": { readonly default: number; readonly most: number };
}

export interface RequestBody {
  readonly required: boolean;
  readonly description?: string;
  readonly content: Content;
  /** The field of the request that the body is; the whole request if absent. */
  readonly "x-field"?: string;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description: string;
  readonly deprecated?: true;
  readonly schema: JsonSchema;
  readonly example?: JsonValue;
}

export interface Header {
  readonly description: string;
  readonly schema: JsonSchema;
  readonly example: JsonValue;
}

export interface Example {
  readonly summary: string;
  readonly value: JsonValue;
}

export interface Response {
  readonly description: string;
  readonly headers?: Readonly<Record<string, Reference>>;
  readonly content?: Content;
}

export type Content = Readonly<Record<string, MediaType>>;

export interface MediaType {
  readonly schema: JsonSchema;
  readonly example?: JsonValue;
  readonly examples?: Readonly<Record<string, Reference>>;
}
