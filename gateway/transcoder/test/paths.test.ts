import { get, post, requestTables, send } from "./tables.ts";

const { reach, refuse } = requestTables();

describe("one segment decodes fully", () => {
  reach(
    [get("/v1/books/b1"), "GetBook", { bookId: "b1" }],
    [get("/v1/books/b1?"), "GetBook", { bookId: "b1" }],
    [get("/v1/shelves/s/books/b"), "GetBook", { shelfId: "s", bookId: "b" }],
    [get("/v1/books/a%2Fb"), "GetBook", { bookId: "a/b" }],
    [get("/v1/books/a%2fb%20c%C3%A9"), "GetBook", { bookId: "a/b cé" }],
    [get("/v1/books/a+b"), "GetBook", { bookId: "a+b" }],
    [get("/v1/books/%25"), "GetBook", { bookId: "%" }],
    [get("/v1/books/%2E%2E"), "GetBook", { bookId: ".." }],
    [get("/v1/books/.."), "GetBook", { bookId: ".." }],
    [get("/v1/books/;a=b,@"), "GetBook", { bookId: ";a=b,@" }],
    [get("/v1/one/a%2Fb"), "GetByName", { name: "a/b" }],
    [get("/v1/fixed/a%20b"), "GetByName", { name: "a b" }],
    [get("/v1/probe/int32/-7"), "Probe", { int32Value: -7 }],
    [get("/v1/probe/uint64/18446744073709551615"), "Probe", { uint64Value: "18446744073709551615" }],
    [get("/v1/probe/bool/true"), "Probe", { boolValue: true }],
    [get("/v1/probe/bytes/-_8"), "Probe", { bytesValue: "+/8=" }],
    [get("/v1/probe/bytes/%2B%2F8="), "Probe", { bytesValue: "+/8=" }],
    [get("/v1/probe/double/-1.5e3"), "Probe", { doubleValue: -1500 }],
    [get("/v1/probe/double/NaN"), "Probe", { doubleValue: "NaN" }],
    [get("/v1/probe/color/COLOR_RED"), "Probe", { color: "COLOR_RED" }],
    [get("/v1/probe/color/77"), "Probe", { color: 77 }],
    [get("/v1/probe/choice/x"), "Probe", { choiceName: "x" }],
    [get("/v1/probe/child/x"), "Probe", { child: { name: "x" } }],
  );
});

describe("several segments keep their encoded slashes", () => {
  reach(
    [get("/v1/publishers/p%2Fq/books/b%20c"), "GetByName", { name: "publishers/p%2Fq/books/b c" }],
    [get("/v1/publishers/p%2fq/books/%E2%82%AC"), "GetByName", { name: "publishers/p%2fq/books/€" }],
    [get("/v1/trees"), "GetByName", {}],
    [get("/v1/trees/a"), "GetByName", { name: "a" }],
    [get("/v1/trees/a%2Fb"), "GetByName", { name: "a%2Fb" }],
    [get("/v1/trees/a/b%2Fc/+"), "GetByName", { name: "a/b%2Fc/+" }],
  );
});

describe("literals compare after decoding", () => {
  reach([get("/v1/%62ooks/b1"), "GetBook", { bookId: "b1" }], [get("/v1/caf%c3%a9/x"), "GetByName", { name: "x" }]);
  refuse([get("/v1%2Fbooks/b1"), 404], [get("/V1/books/b1"), 404], [get("/v1/fixed/a+b"), 404]);
});

describe("a literal goes before *, that before **", () => {
  reach(
    [get("/v1/order/first"), "FirstOfOrder", {}],
    [get("/v1/order/other"), "OneOfOrder", {}],
    [get("/v1/order/other/last"), "OneOfOrder", {}],
    [get("/v1/order/other/one"), "AnyOfOrder", {}],
    [get("/v1/order/first/last"), "FirstOfOrder", {}],
    [get("/v1/order"), "AnyOfOrder", {}],
  );
});

describe("a template bound to the method goes before one that is not", () => {
  reach([get("/v1/order/only-post"), "OneOfOrder", {}], [post("/v1/order/only-post"), "FirstOfOrder", {}]);
});

describe("a verb counts where it is registered", () => {
  reach(
    [post("/v1/books/a:archive", "{}"), "ArchiveBook", { bookId: "a" }],
    [post("/v1/books/a:b:archive", "{}"), "ArchiveBook", { bookId: "a:b" }],
    [post("/v1/books/a:%61rchive"), "ArchiveBook", { bookId: "a" }],
    [get("/v1/books:whole"), "ListBooks", {}],
    [get("/v1/trees/a/b:open"), "GetByName", { name: "a/b" }],
    [get("/v1/trees:open"), "GetByName", {}],
    [get("/v1/trees/a:shut"), "GetByName", { name: "a:shut" }],
    [get("/v1/books/a:b"), "GetBook", { bookId: "a:b" }],
    [get("/v1/books/a:"), "GetBook", { bookId: "a:" }],
    [get("/v1/books/:"), "GetBook", { bookId: ":" }],
    [get("/v1/books/:archive"), "GetBook", { bookId: ":archive" }],
    [get("/v1/books/a%3Aarchive"), "GetBook", { bookId: "a:archive" }],
  );
  refuse([get("/v1/books/a:archive"), 405], [get("/v1/books:hole"), 404], [get("/v1/trees/:open/"), 404]);
});

describe("methods are the rule's own", () => {
  reach(
    [send("REPORT", "/v1/custom/n"), "Custom", { name: "n" }],
    [send("PUT", "/v1/whatever/n"), "Custom", { name: "n" }],
    [send("DELETE", "/v1/books/b1"), "DeleteBook", { bookId: "b1" }],
    [send("PUT", "/v1/books/b1", "{}"), "UpdateBook", { book: { bookId: "b1" } }],
    [{ ...get("/v1/books/b1"), headers: { "x-http-method-override": "DELETE" } }, "GetBook", { bookId: "b1" }],
  );
  refuse(
    [post("/v1/books/b1"), 405],
    [send("OPTIONS", "/v1/books"), 405],
    [get("/v1/custom/n"), 405],
    [send("REPORT", "/v1/books"), 405],
  );
});

describe("other paths are not there", () => {
  refuse(
    [get("/"), 404],
    [get("/v2/books"), 404],
    [get("/v1/books/"), 404],
    [get("/v1//books"), 404],
    [get("/v1/books/b1/"), 404],
    [get("/v1/trees/a//b"), 404],
    [get("/v1/trees/"), 404],
    [get("/v1/internal/n"), 404],
    [get("/transcoder.test.v1.ShopService/Unbound"), 404],
  );
});

describe("paths that cannot be decoded are bad", () => {
  refuse(
    [get("/v1/books/%"), 400],
    [get("/v1/books/%2"), 400],
    [get("/v1/books/%zz"), 400],
    [get("/v1/books/%C3"), 400],
    [get("/v1/books/%ED%A0%80"), 400],
    [get("/v1/books/%C0%AF"), 400],
    [get("/v1/books/a%00"), 400],
    [get("/v1/trees/a/%FF"), 400],
    [get("/v1/books/a:%zz"), 400],
    [get("/v1/probe/int32/x"), 400, "int32Value"],
    [get("/v1/probe/int32/2147483648"), 400, "int32Value"],
    [get("/v1/probe/int32/1.0"), 400, "int32Value"],
    [get("/v1/probe/int32/+1"), 400, "int32Value"],
    [get("/v1/probe/uint64/-1"), 400, "uint64Value"],
    [get("/v1/probe/bool/TRUE"), 400, "boolValue"],
    [get("/v1/probe/bytes/a"), 400, "bytesValue"],
    [get("/v1/probe/color/RED"), 400, "color"],
    [get("/v1/probe/double/1e999"), 400, "doubleValue"],
    [get("/v1/probe/double/.5"), 400, "doubleValue"],
  );
});
