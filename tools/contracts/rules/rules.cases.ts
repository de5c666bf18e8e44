import type { rules } from "./all.ts";

/** A small contract and what a rule says of it: a part of its only finding, or nothing at all. */
export interface Case {
  readonly rule: keyof typeof rules;
  readonly says?: string;
  /** What the file's name ends with. Default: "service". */
  readonly file?: string;
  readonly body: string;
}

const policy = (text: string) => `option (ultramarket.options.v1.policy) = { ${text} };`;
const rpc = (options: string, name = "Do", input = "Empty", output = "Empty") =>
  `service S { rpc ${name}(${input}) returns (${output}) { ${options} } }`;
const open = policy("access: {public: {}}");
const inside = policy("access: {internal: {}}");
const get = 'option (google.api.http) = {get: "/x"};';
const post = 'option (google.api.http) = {post: "/x" body: "*"};';
const safe = "option idempotency_level = NO_SIDE_EFFECTS;";
const keyed = "option idempotency_level = IDEMPOTENT;";
const request = (field: string) => `${rpc(inside, "Do", "Request")} message Request { ${field} }`;
const list = (input: string, output: string) => `${rpc("", "ListThings", "In", "Out")}
  message In { ${input} } message Out { ${output} }`;
const owned = (options: string) => `${rpc(policy(options), "Do", "Empty", "Answer")}
  message Answer { repeated Thing things = 1; } message Thing { string user_id = 1; int32 size = 2; }`;

export const cases: readonly Case[] = [
  { rule: "accessRule", says: "Do has no access rule", body: rpc("") },
  { rule: "accessRule", says: "Do has no access rule", body: rpc(policy("sensitive: true")) },
  { rule: "accessRule", body: rpc(open) },

  { rule: "callers", says: 'lets "stranger" call', body: rpc(policy('callers: ["order", "stranger"]')) },
  { rule: "callers", says: "names a caller twice", body: rpc(policy('callers: ["order", "order"]')) },
  { rule: "callers", body: rpc(policy('callers: ["order", "gateway"]')) },

  { rule: "deadline", says: "no default deadline", body: rpc(policy("deadline: {cap: {seconds: 1}}")) },
  {
    rule: "deadline",
    says: "caps its deadline below the default",
    body: rpc(policy("deadline: {default: {seconds: 2} cap: {seconds: 1}}")),
  },
  { rule: "deadline", body: rpc(policy("deadline: {default: {nanos: 500000000} cap: {seconds: 1}}")) },

  { rule: "errorReason", says: "BAD_TAKEN says not which status", file: "errors", body: reasons("the name is taken.") },
  { rule: "errorReason", says: "BAD_TAKEN says not which status", file: "errors", body: reasons("GONE: it is.") },
  { rule: "errorReason", file: "errors", body: reasons("ALREADY_EXISTS: the name is taken.") },

  {
    rule: "eventKey",
    says: "ThingMade says not what it is ordered by",
    file: "events",
    body: event("A thing was made."),
  },
  { rule: "eventKey", file: "events", body: event("A thing was made. Key: its thing id.") },

  { rule: "httpRoute", says: "has no REST route", body: rpc(open) },
  { rule: "httpRoute", says: "has no REST route", body: rpc(policy('access: {permission: "order.read"}')) },
  { rule: "httpRoute", says: "must have no REST route", body: rpc(inside + get) },
  { rule: "httpRoute", says: "must have no REST route", body: rpc(open + post, "Do", "stream Empty") },
  { rule: "httpRoute", body: rpc(open + get) },
  { rule: "httpRoute", body: rpc(open, "Do", "stream Empty") },

  { rule: "idempotency", says: "neither safe nor keyed", body: rpc(open + post) },
  { rule: "idempotency", says: 'add "string request_id" to Empty', body: rpc(open + keyed + post) },
  { rule: "idempotency", says: "is safe: make its REST route a GET", body: rpc(open + safe + post) },
  {
    rule: "idempotency",
    says: "is a GET by REST",
    body: `${rpc(inside + get)}`,
  },
  {
    rule: "idempotency",
    says: "request_id belongs to keyed methods",
    body: `${rpc(open + safe + get, "Do", "Request")} message Request { string request_id = 1; }`,
  },
  {
    rule: "idempotency",
    body: `${rpc(open + keyed + post, "Do", "Request")} message Request { string request_id = 1; }`,
  },
  { rule: "idempotency", body: rpc(open + safe + get) },
  { rule: "idempotency", body: rpc(inside) },
  { rule: "idempotency", body: rpc(policy("access: {public: {}} rate_class: RATE_CLASS_CREDENTIAL") + post) },

  { rule: "moneyField", says: "price_cents is a bare amount", body: "message M { int64 price_cents = 1; }" },
  { rule: "moneyField", says: "total_amount is a bare amount", body: "message M { double total_amount = 1; }" },
  {
    rule: "moneyField",
    body: "message M { ultramarket.common.v1.Money price = 1; int64 size = 2; string tax = 3; bool discount = 4; }",
  },

  { rule: "owner", says: "names an owner_field that is no string", body: owned('owner_field: "things.owner"') },
  { rule: "owner", says: "names an owner_field that is no string", body: owned('owner_field: "things.size"') },
  { rule: "owner", says: "names an owner_field that is no string", body: owned('owner_field: "things"') },
  { rule: "owner", says: "has an owner_override and no owner", body: owned('owner_override: "order.read"') },
  { rule: "owner", body: owned('owner_field: "things.user_id" owner_override: "order.read"') },

  {
    rule: "pagination",
    says: 'add "int32 page_size" to In',
    body: list("string page_token = 1;", "string next_page_token = 1;"),
  },
  {
    rule: "pagination",
    says: 'add "string page_token" to In',
    body: list("int32 page_size = 1;", "string next_page_token = 1;"),
  },
  {
    rule: "pagination",
    says: 'add "string next_page_token" to Out',
    body: list("int32 page_size = 1; string page_token = 2;", ""),
  },
  {
    rule: "pagination",
    says: "offset counts rows to skip",
    body: list("int32 page_size = 1; string page_token = 2; int32 offset = 3;", "string next_page_token = 1;"),
  },
  { rule: "pagination", body: list("int32 page_size = 1; string page_token = 2;", "string next_page_token = 1;") },
  { rule: "pagination", body: rpc("", "GetThing") },

  {
    rule: "permissionName",
    says: 'asks for the permission "refund"',
    body: rpc(policy('access: {permission: "refund"}')),
  },
  {
    rule: "permissionName",
    says: 'asks for the permission "shop.read"',
    body: rpc(policy('access: {signed_in: {}} owner_override: "shop.read"')),
  },
  { rule: "permissionName", body: rpc(policy('access: {permission: "order.back_date"}')) },

  { rule: "timeField", says: "create_time is named as a time", body: "message M { int64 create_time = 1; }" },
  { rule: "timeField", says: 'created is a time: name it "..._time"', body: stamp("created") },
  { rule: "timeField", body: stamp("create_time") },

  { rule: "validation", says: "name comes in a request without a rule", body: request("string name = 1;") },
  {
    rule: "validation",
    says: "name comes in a request without a rule",
    body: request("string name = 1 [(buf.validate.field).ignore = IGNORE_ALWAYS];"),
  },
  { rule: "validation", says: "wait comes in a request", body: request("google.protobuf.Duration wait = 1;") },
  { rule: "validation", says: "price comes in a request", body: request("ultramarket.common.v1.Money price = 1;") },
  { rule: "validation", says: "color comes in a request", body: `${request("C color = 1;")} enum C { C_A = 0; }` },
  { rule: "validation", says: "names is a list without a limit", body: request("repeated string names = 1;") },
  { rule: "validation", says: "names is a map without a limit", body: request("map<string, string> names = 1;") },
  {
    rule: "validation",
    says: "deep comes in a request without a rule",
    body: `${request("oneof which { Inner inner = 1; }")} message Inner { string deep = 1; }`,
  },
  {
    rule: "validation",
    body: `${request(`bool yes = 1; google.protobuf.Timestamp at_time = 2; Request again = 3;
      string name = 4 [(buf.validate.field).string.max_len = 9];
      ultramarket.common.v1.Money price = 5 [(buf.validate.field).required = true];
      repeated string names = 6 [(buf.validate.field).repeated.max_items = 9];
      map<string, string> words = 7 [(buf.validate.field).map.max_pairs = 9];`)} message Unreached { string name = 1; }`,
  },
];

function reasons(comment: string): string {
  return `enum Reason { BAD_UNSPECIFIED = 0;\n// ${comment}\nBAD_TAKEN = 1; }`;
}

function event(comment: string): string {
  return `\n// ${comment}\nmessage ThingMade {}`;
}

function stamp(name: string): string {
  return `message M { google.protobuf.Timestamp ${name} = 1; }`;
}
