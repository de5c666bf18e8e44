import { getOption, hasOption } from "@bufbuild/protobuf";
import { http } from "#gen/es/google/api/annotations_pb.js";
import { compileRoutes, parseTemplate, RulesError } from "../mod.ts";
import { contractWith, methods, type Rule, registry } from "./contract.ts";

const start = (rules: Record<string, Rule>) => compileRoutes(contractWith(rules), methods);
const failureOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};
const pattern = (verb: "get" | "put" | "post" | "delete" | "patch", path: string, rest: Rule = {}): Rule => ({
  ...rest,
  pattern: { case: verb, value: path },
});
const at = (path: string) => pattern("get", path);

test.each([
  ["/v1", [{ kind: "literal", text: "v1" }], []],
  ["/*", [{ kind: "one" }], []],
  ["/**", [{ kind: "rest" }], []],
  ["/a/**:go", [{ kind: "literal", text: "a" }, { kind: "rest" }], []],
  ["/{a}", [{ kind: "one" }], [{ fieldPath: "a", start: 0, end: 1, multiple: false }]],
  ["/x/{a.b_c=*}/y", [{ text: "x" }, { kind: "one" }, { text: "y" }], [{ fieldPath: "a.b_c", start: 1, end: 2 }]],
  ["/{a=x}:go", [{ kind: "literal", text: "x" }], [{ start: 0, end: 1, multiple: false }]],
  ["/{a=x/*}", [{ text: "x" }, { kind: "one" }], [{ start: 0, end: 2, multiple: true }]],
  ["/{a=**}", [{ kind: "rest" }], [{ start: 0, end: Number.POSITIVE_INFINITY, multiple: true }]],
  ["/{a}/{b=x/**}", [{ kind: "one" }, { text: "x" }, { kind: "rest" }], [{ start: 0 }, { start: 1 }]],
  ["/a%2Fb/c%C3%A9", [{ text: "a/b" }, { text: "cé" }], []],
  ["/a.b-c_d~!$&'()+,;=@", [{ text: "a.b-c_d~!$&'()+,;=@" }], []],
])("the template %s is compiled", (text, segments, variables) => {
  expect(parseTemplate(text)).toMatchObject({ text, segments, variables });
});

test.each([
  ["/a:go", "go"],
  ["/{a}:go", "go"],
  ["/{a=b/**}:g%6F", "go"],
  ["/a", ""],
])("the verb of %s is %j", (text, verb) => {
  expect(parseTemplate(text).verb).toBe(verb);
});

test.each([
  ["", "starts with /"],
  ["a", "starts with /"],
  ["/", "empty segment"],
  ["//a", "empty segment"],
  ["/a/", "empty segment"],
  ["/a//b", "empty segment"],
  ["/:go", "empty segment"],
  ["/a:", "empty verb"],
  ["/a:b:c", "colon"],
  ["/a:b/c", "percent-encoded"],
  ["/{a=b:c}", "colon"],
  ["/a?b", "percent-encoded"],
  ["/a b", "percent-encoded"],
  ["/a#b", "percent-encoded"],
  ["/é", "percent-encoded"],
  ["/a*b", "percent-encoded"],
  ["/***", "percent-encoded"],
  ["/a%2", "percent-encoded"],
  ["/a%FF", "encoded UTF-8"],
  ["/{a", "ends with }"],
  ["/a}", "whole segments"],
  ["/x{a}", "whole segments"],
  ["/{a}x", "whole segments"],
  ["/{a}{b}", "whole segments"],
  ["/{}", "not a field path"],
  ["/{=*}", "not a field path"],
  ["/{a.}", "not a field path"],
  ["/{a b}", "not a field path"],
  ["/{1a}", "not a field path"],
  ["/{a=}", "empty segment"],
  ["/{a=/b}", "empty segment"],
  ["/{a={b}}", "no other variable"],
  ["/{a=x/{b}}", "no other variable"],
  ["/**/a", "** comes last"],
  ["/{a=**}/b", "** comes last"],
  ["/{a=**/b}", "** comes last"],
  ["/**/**", "** comes last"],
  ["/{a}/{a}", "occurs twice"],
])("the template %s is refused", (text, problem) => {
  expect(() => parseTemplate(text)).toThrow(SyntaxError);
  expect(() => parseTemplate(text)).toThrow(problem);
});

test.each<[string, Record<string, Rule>, string]>([
  ["a bad template", { GetBook: at("/v1/{book_id") }, "ends with }"],
  ["an unknown path field", { GetBook: at("/v1/{isbn}") }, "GetBookRequest has no field isbn"],
  ["an unknown nested path field", { UpdateBook: at("/v1/{book.isbn}") }, "Book has no field isbn"],
  ["a path field in JSON spelling", { GetBook: at("/v1/{bookId}") }, "bookId is to be spelled book_id"],
  ["a repeated path field", { Probe: at("/v1/{tags}") }, "tags is a list"],
  ["a map path field", { Probe: at("/v1/{labels}") }, "labels is a map"],
  ["a message path field", { Probe: at("/v1/{child}") }, "child is a message"],
  ["a timestamp path field", { Probe: at("/v1/{timestamp}") }, "timestamp is a message"],
  ["a wrapper path field", { Probe: at("/v1/{string_wrapper}") }, "string_wrapper is a message"],
  ["a path through a timestamp", { Probe: at("/v1/{timestamp.seconds}") }, "goes through a field without fields"],
  ["a path through a list", { Probe: at("/v1/{children.name}") }, "goes through a field without fields"],
  ["a path through a scalar", { Probe: at("/v1/{string_value.x}") }, "goes through a field without fields"],
  ["GET with a body", { CreateBook: pattern("get", "/v1/a", { body: "*" }) }, "GET takes no body"],
  ["DELETE with a body", { CreateBook: pattern("delete", "/v1/a", { body: "book" }) }, "DELETE takes no body"],
  ["an unknown body field", { CreateBook: pattern("post", "/v1/a", { body: "isbn" }) }, "has no field isbn"],
  ["a nested body field", { CreateBook: pattern("post", "/v1/a", { body: "book.title" }) }, "has no field book.title"],
  ["a body field in JSON spelling", { Probe: pattern("post", "/v1/a", { body: "stringValue" }) }, "string_value"],
  ["a map as body field", { Probe: pattern("post", "/v1/a", { body: "labels" }) }, "labels is a map"],
  [
    "a body field in the path",
    { GetBook: pattern("post", "/v1/{book_id}", { body: "book_id" }) },
    "both body and path",
  ],
  ["an unknown response field", { GetBook: pattern("get", "/v1/a", { responseBody: "isbn" }) }, "has no field isbn"],
  ["a binding without a pattern", { GetBook: {} }, "without method and path"],
  [
    "additional bindings of additional bindings",
    {
      GetBook: pattern("get", "/v1/a", {
        additionalBindings: [pattern("get", "/v1/b", { additionalBindings: [at("/v1/c")] })],
      }),
    },
    "nest only once",
  ],
  [
    "a bad additional binding",
    { GetBook: pattern("get", "/v1/a", { additionalBindings: [at("/v1/{isbn}")] }) },
    "/v1/{isbn}: transcoder.test.v1.GetBookRequest has no field isbn",
  ],
  [
    "a method that is none",
    { GetBook: { pattern: { case: "custom", value: { kind: "get it", path: "/v1/a" } } } },
    "get it",
  ],
])("%s stops the start, with file and RPC named", (_, rules, problem) => {
  const failure = failureOf(() => start(rules));
  expect(failure).toBeInstanceOf(RulesError);
  const place = `transcoder/test/v1/shop.proto: transcoder.test.v1.ShopService.${Object.keys(rules)[0]}: `;
  expect(failure).toMatchObject({
    problems: [expect.stringContaining(place)],
    message: expect.stringContaining(problem),
  });
});

test.each<[string, string, string]>([
  ["the same", "/v1/a/{name}", "/v1/a/{name}"],
  ["a variable and a star", "/v1/a/{name}", "/v1/a/*"],
  ["an escape", "/v1/%61", "/v1/a"],
  ["a long variable", "/v1/{name=a/*}", "/v1/a/{name}"],
  ["the rest", "/v1/a/**", "/v1/{name=a/**}"],
])("routes that are duplicates by %s stop the start, both RPCs named", (_, first, second) => {
  const rules = { GetByName: at(first), AnyOfOrder: at(second) };
  expect(() => start(rules)).toThrow(/ShopService\.AnyOfOrder: GET .* is already a route of .*ShopService\.GetByName$/);
});

test("routes that differ by method, verb or depth are no duplicates", () => {
  const rules = {
    GetByName: at("/v1/a/{name}"),
    AnyOfOrder: pattern("put", "/v1/a/{name}"),
    OneOfOrder: at("/v1/a/{name}:go"),
    FirstOfOrder: at("/v1/a/{name=**}"),
  };
  expect(start(rules).map(({ method }) => method.name)).toHaveLength(4);
});

test("all problems are told at once", () => {
  const rules = { GetBook: at("/v1/{isbn}"), Probe: at("/v1/{tags}"), GetByName: at("x") };
  const problem = expect.any(String);
  expect(() => start(rules)).toThrow(expect.objectContaining({ problems: [problem, problem, problem] }));
});

test("what the filter throws stops the start, with file and RPC named", () => {
  const filter = () => {
    throw new Error("no access option");
  };
  expect(() => compileRoutes(registry, filter)).toThrow(
    "shop.proto: transcoder.test.v1.ShopService.GetBook: no access option",
  );
});

test("every binding of every RPC that passes the filter becomes a route, in order", () => {
  const routes = compileRoutes(registry, methods);
  const served = [...registry].flatMap((desc) => (desc.kind === "service" ? desc.methods : [])).filter(methods);
  const bindings = served.filter((method) => hasOption(method, http)).map((method) => getOption(method, http));
  expect(routes).toHaveLength(bindings.reduce((sum, rule) => sum + 1 + rule.additionalBindings.length, 0));
  expect(routes[1]).toMatchObject({
    httpMethod: "GET",
    template: { text: "/v1/shelves/{shelf_id}/books/{book_id}" },
    variables: [{ fieldPath: "shelf_id" }, { fieldPath: "book_id" }],
    body: { kind: "none" },
  });
});
