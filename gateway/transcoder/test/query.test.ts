import { get, requestTables } from "./tables.ts";

const { reach, refuse } = requestTables();
const probe = (query: string) => get(`/v1/probe?${query}`);

describe("both spellings name a field", () => {
  reach(
    [get("/v1/books?page_size=5"), "ListBooks", { pageSize: 5 }],
    [get("/v1/books?pageSize=5"), "ListBooks", { pageSize: 5 }],
    [get("/v1/books?filter_by.title_prefix=x"), "ListBooks", { filterBy: { titlePrefix: "x" } }],
    [get("/v1/books?filterBy.title_prefix=x"), "ListBooks", { filterBy: { titlePrefix: "x" } }],
    [
      get("/v1/books?filterBy.nested.nested.titlePrefix=x&filterBy.titlePrefix=y"),
      "ListBooks",
      { filterBy: { titlePrefix: "y", nested: { nested: { titlePrefix: "x" } } } },
    ],
    [probe("otherName=a"), "Probe", { otherName: "a" }],
    [probe("renamed=a"), "Probe", { otherName: "a" }],
  );
  refuse(
    [get("/v1/books?page_size=5&pageSize=5"), 400, "pageSize"],
    [get("/v1/books?bookIds=a&book_ids=b"), 400, "bookIds"],
    [get("/v1/books?filter_by.titlePrefix=a&filterBy.titlePrefix=b"), 400, "filterBy.titlePrefix"],
  );
});

describe("escapes", () => {
  reach(
    [probe("stringValue=a+b%2Bc%20d"), "Probe", { stringValue: "a b+c d" }],
    [probe("stringValue=a=b"), "Probe", { stringValue: "a=b" }],
    [probe("string%56alue=x"), "Probe", { stringValue: "x" }],
    [probe("stringValue=a%26b?c"), "Probe", { stringValue: "a&b?c" }],
    [probe("&&stringValue=x&"), "Probe", { stringValue: "x" }],
    [probe("maybe=0"), "Probe", { maybe: 0 }],
    [probe("choiceName"), "Probe", { choiceName: "" }],
  );
  refuse([probe("stringValue=%"), 400], [probe("stringValue=%FF"), 400], [probe("%zz=1"), 400]);
});

describe("repeated keys are for repeated fields", () => {
  reach(
    [probe("tags=a&tags=b,c&tags="), "Probe", { tags: ["a", "b,c", ""] }],
    [probe("numbers=1&numbers=-2"), "Probe", { numbers: ["1", "-2"] }],
    [probe("colors=COLOR_RED&colors=-1&colors=9"), "Probe", { colors: ["COLOR_RED", "COLOR_MINUS", 9] }],
  );
  refuse(
    [probe("int32Value=1&int32Value=1"), 400, "int32Value"],
    [probe("child.size=1&child.size=2"), 400, "child.size"],
    [probe("numbers=1&numbers=x"), 400, "numbers"],
  );
});

describe("scalars", () => {
  reach(
    [
      probe("int32Value=2147483647&sint32Value=-2147483648"),
      "Probe",
      { int32Value: 2147483647, sint32Value: -2147483648 },
    ],
    [probe("uint32Value=4294967295&fixed32Value=007"), "Probe", { uint32Value: 4294967295, fixed32Value: 7 }],
    [probe("int64Value=-9223372036854775808"), "Probe", { int64Value: "-9223372036854775808" }],
    [probe("fixed64Value=18446744073709551615"), "Probe", { fixed64Value: "18446744073709551615" }],
    [probe("int32Value=-0"), "Probe", {}],
    [probe("boolValue=true"), "Probe", { boolValue: true }],
    [probe("boolValue=false"), "Probe", {}],
    [probe("bytesValue=%2B/8="), "Probe", { bytesValue: "+/8=" }],
    [probe("bytesValue=-_8"), "Probe", { bytesValue: "+/8=" }],
    [probe("bytesValue="), "Probe", {}],
    [probe("floatValue=1.5&doubleValue=1e-3"), "Probe", { floatValue: 1.5, doubleValue: 0.001 }],
    [probe("floatValue=-Infinity&doubleValue=NaN"), "Probe", { floatValue: "-Infinity", doubleValue: "NaN" }],
    [probe("color=COLOR_RED"), "Probe", { color: "COLOR_RED" }],
    [probe("color=123456"), "Probe", { color: 123456 }],
    [probe("color=-1"), "Probe", { color: "COLOR_MINUS" }],
    [probe("choiceNull=NULL_VALUE"), "Probe", { choiceNull: null }],
  );
  refuse(
    [probe("int32Value=2147483648"), 400, "int32Value"],
    [probe("sint32Value=-2147483649"), 400, "sint32Value"],
    [probe("sfixed32Value=1e3"), 400, "sfixed32Value"],
    [probe("uint32Value=-1"), 400, "uint32Value"],
    [probe("int64Value=9223372036854775808"), 400, "int64Value"],
    [probe("uint64Value=18446744073709551616"), 400, "uint64Value"],
    [probe("int32Value="), 400, "int32Value"],
    [probe("int32Value=+1"), 400, "int32Value"],
    [probe("int32Value=%201"), 400, "int32Value"],
    [probe("int32Value=0x1"), 400, "int32Value"],
    [probe("int32Value=1.0"), 400, "int32Value"],
    [probe("int32_value=x"), 400, "int32Value"],
    [probe("boolValue=1"), 400, "boolValue"],
    [probe("boolValue=True"), 400, "boolValue"],
    [probe("boolValue"), 400, "boolValue"],
    [probe("floatValue=1e39"), 400, "floatValue"],
    [probe("doubleValue=inf"), 400, "doubleValue"],
    [probe("doubleValue=1."), 400, "doubleValue"],
    [probe("doubleValue="), 400, "doubleValue"],
    [probe("bytesValue=a"), 400, "bytesValue"],
    [probe("bytesValue=a-%2B_"), 400, "bytesValue"],
    [probe("bytesValue=aa="), 400, "bytesValue"],
    [probe("bytesValue=a!aa"), 400, "bytesValue"],
    [probe("color=RED"), 400, "color"],
    [probe("color=2147483648"), 400, "color"],
    [probe("color="), 400, "color"],
    [probe("color=toString"), 400, "color"],
  );
});

describe("well-known types", () => {
  reach(
    [probe("timestamp=2024-02-29T12:00:00Z"), "Probe", { timestamp: "2024-02-29T12:00:00Z" }],
    [probe("timestamp=2024-02-29T12:00:00.5%2B01:30"), "Probe", { timestamp: "2024-02-29T10:30:00.500Z" }],
    [probe("timestamp=1969-12-31T23:59:59.999999999Z"), "Probe", { timestamp: "1969-12-31T23:59:59.999999999Z" }],
    [probe("timestamp=0001-01-01T00:00:00Z"), "Probe", { timestamp: "0001-01-01T00:00:00Z" }],
    [probe("duration=1.5s"), "Probe", { duration: "1.500s" }],
    [probe("duration=-0.000000001s"), "Probe", { duration: "-0.000000001s" }],
    [probe("duration=315576000000s"), "Probe", { duration: "315576000000s" }],
    [probe("mask=name,child.fullName"), "Probe", { mask: "name,child.fullName" }],
    [probe("mask="), "Probe", { mask: "" }],
    [probe("int32Wrapper=0&int64Wrapper=-5"), "Probe", { int32Wrapper: 0, int64Wrapper: "-5" }],
    [probe("stringWrapper=&boolWrapper=false"), "Probe", { stringWrapper: "", boolWrapper: false }],
    [probe("bytesWrapper=AQ&doubleWrapper=Infinity"), "Probe", { bytesWrapper: "AQ==", doubleWrapper: "Infinity" }],
    [probe("choiceWrapper=x"), "Probe", { choiceWrapper: "x" }],
  );
  refuse(
    [probe("timestamp=2023-02-29T12:00:00Z"), 400, "timestamp"],
    [probe("timestamp=2024-02-30T12:00:00Z"), 400, "timestamp"],
    [probe("timestamp=2024-13-01T12:00:00Z"), 400, "timestamp"],
    [probe("timestamp=2024-01-01T24:00:00Z"), 400, "timestamp"],
    [probe("timestamp=2024-01-01T12:00:60Z"), 400, "timestamp"],
    [probe("timestamp=2024-01-01T12:00:00"), 400, "timestamp"],
    [probe("timestamp=2024-01-01T12:00:00%2B24:00"), 400, "timestamp"],
    [probe("timestamp=2024-01-01T12:00:00.1234567890Z"), 400, "timestamp"],
    [probe("timestamp=2024-01-01"), 400, "timestamp"],
    [probe("timestamp=0000-12-31T23:59:59Z"), 400, "timestamp"],
    [probe("timestamp=9999-12-31T23:59:59-01:00"), 400, "timestamp"],
    [probe("timestamp=1700000000"), 400, "timestamp"],
    [probe("duration=1"), 400, "duration"],
    [probe("duration=1sx"), 400, "duration"],
    [probe("duration=1.s"), 400, "duration"],
    [probe("duration=0.0000000001s"), 400, "duration"],
    [probe("duration=315576000001s"), 400, "duration"],
    [probe("duration=315576000000.1s"), 400, "duration"],
    [probe("mask=full_name"), 400, "mask"],
    [probe("mask=a,,b"), 400, "mask"],
    [probe("int32Wrapper=x"), 400, "int32Wrapper"],
    [probe("timestamp.seconds=1"), 400, "timestamp.seconds"],
    [probe("int32Wrapper.value=1"), 400, "int32Wrapper.value"],
    [probe("struct=%7B%7D"), 400, "struct"],
    [probe("struct.fields=x"), 400, "struct.fields"],
    [probe("value=1"), 400, "value"],
    [probe("listValue=1"), 400, "listValue"],
    [probe("any=x"), 400, "any"],
    [probe("empty="), 400, "empty"],
    [probe("child=x"), 400, "child"],
  );
});

describe("what a query cannot hold, or the request does not have", () => {
  refuse(
    [probe("labels=x"), 400, "labels"],
    [probe("labels.a=1"), 400, "labels.a"],
    [probe("children.name=x"), 400, "children.name"],
    [probe("children=x"), 400, "children"],
    [probe("timestamps=2024-02-29T12:00:00Z"), 400, "timestamps"],
    [probe("unknown=1"), 400, "unknown"],
    [probe("child.unknown=1"), 400, "child.unknown"],
    [probe("__proto__=1"), 400, "__proto__"],
    [probe("constructor.name=1"), 400, "constructor.name"],
    [probe("child.__proto__=1"), 400, "child.__proto__"],
    [probe("=1"), 400, ""],
    [probe("child..name=1"), 400, "child..name"],
    [probe("$typeName=1"), 400, "$typeName"],
    [probe(`child.${"inner.".repeat(100)}name=1`), 400, `child.${"inner.".repeat(100)}name`],
    [probe("Int32Value=1"), 400, "Int32Value"],
  );
});

describe("one member of a oneof", () => {
  reach([probe("child.left=a&choiceCount=0"), "Probe", { child: { left: "a" }, choiceCount: 0 }]);
  refuse(
    [probe("choiceName=a&choiceCount=1"), 400, "choiceCount"],
    [probe("choiceName=&choiceChild.name=x"), 400, "choiceChild.name"],
    [probe("child.left=a&child.right=b"), 400, "child.right"],
    [get("/v1/probe/choice/a?choiceCount=1"), 400, "choiceCount"],
  );
});

describe("a field of the path may only agree", () => {
  reach(
    [get("/v1/books/b1?bookId=b1&shelfId=s"), "GetBook", { bookId: "b1", shelfId: "s" }],
    [get("/v1/probe/bytes/AQ?bytesValue=AQ=="), "Probe", { bytesValue: "AQ==" }],
    [get("/v1/probe/child/x?child.name=x&child.size=2"), "Probe", { child: { name: "x", size: 2 } }],
  );
  refuse(
    [get("/v1/books/b1?book_id=b2"), 400, "bookId"],
    [get("/v1/books/b1?book_id=b1&book_id=b1"), 400, "bookId"],
    [get("/v1/probe/int32/1?int32Value=x"), 400, "int32Value"],
  );
});
