import { brotliCompressSync, gzipSync } from "node:zlib";
import { get, post, requestTables, send } from "./tables.ts";

const { reach, refuse } = requestTables();
const probe = (body: string | Uint8Array, type?: string) =>
  post("/v1/probe", body, type === undefined ? undefined : { "content-type": type });
const coded = (coding: string, body: Uint8Array) => ({
  ...probe(body),
  headers: { "content-type": "application/json", "content-encoding": coding },
});
const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

describe("the whole request as body", () => {
  reach(
    [probe('{"stringValue":"x"}'), "Probe", { stringValue: "x" }],
    [probe('{"string_value":"x"}'), "Probe", { stringValue: "x" }],
    [probe(' \t\r\n{ "int32Value" : 1 , "tags" : [ ] } '), "Probe", { int32Value: 1 }],
    [probe(""), "Probe", {}],
    [probe(" \n"), "Probe", {}],
    [post("/v1/probe"), "Probe", {}],
    [probe('{"stringValue":null,"tags":null,"child":null,"labels":null}'), "Probe", {}],
    [probe('{"stringValue":"\\u0041\\ud83d\\ude00\\n\\"\\/"}'), "Probe", { stringValue: 'A😀\n"/' }],
    [post("/v1/notes", '{"__proto__":{"a":1},"b":null}'), "Note", JSON.parse('{"__proto__":{"a":1},"b":null}')],
    [post("/v1/notes"), "Note", {}],
  );
  refuse(
    [post("/v1/probe?stringValue=x", "{}"), 400, "stringValue"],
    [post("/v1/probe/int32/1?int32Value=1", "{}"), 400, "int32Value"],
    [probe('{"unknown":1}'), 400, "unknown"],
    [probe('{"child":{"inner":{"unknown":1}}}'), 400, "child.inner.unknown"],
    [probe('{"__proto__":{}}'), 400, "__proto__"],
    [probe('{"constructor":{}}'), 400, "constructor"],
    [probe('{"otherName":"a","renamed":"b"}'), 400, "otherName"],
    [probe('{"otherName":null,"renamed":"b"}'), 400, "otherName"],
  );
});

describe("text that is not the JSON expected", () => {
  refuse(
    ...["null", "[]", "1", '"x"', "true", "{}{}", "{} x", "{", "}", '{"a"', '{"a":}', "{'a':1}", '{"a":1,}', "nul"].map(
      (text) => [probe(text), 400] as const,
    ),
    [probe('{"stringValue":"x",}'), 400],
    [probe('{"stringValue":"a\nb"}'), 400],
    [probe('{"stringValue":"\\x"}'), 400],
    [probe('{"stringValue":"\\ud800"}'), 400],
    [probe('{"stringValue":"x'), 400],
    [probe('{"int32Value":01}'), 400],
    [probe('{"int32Value":+1}'), 400],
    [probe('{"int32Value":.5}'), 400],
    [probe('{"doubleValue":NaN}'), 400],
    [probe('{"tags":["a",]}'), 400],
    [probe('{"stringValue":"a","stringValue":"a"}'), 400],
    [probe('{"stringValue":"a","\\u0073tringValue":"a"}'), 400],
    [probe('{"labels":{"a":1,"a":2}}'), 400],
    [probe('{"struct":{"a":1,"a":2}}'), 400],
    [probe("\ufeff{}"), 400],
    [probe(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])), 400],
    [probe(Buffer.from('{"stringValue":"é"}', "latin1")), 400],
    [probe(`{"listValue":${nested(100)}}`), 400],
    [probe(nested(100_000)), 400],
  );
  reach([probe(`{"listValue":${nested(3)}}`), "Probe", { listValue: [[[]]] }]);
});

describe("scalars", () => {
  reach(
    [
      probe('{"int32Value":1.0,"sint32Value":-1e3,"uint32Value":"7"}'),
      "Probe",
      { int32Value: 1, sint32Value: -1000, uint32Value: 7 },
    ],
    [probe('{"int32Value":150e-1,"sint32Value":1.5e1}'), "Probe", { int32Value: 15, sint32Value: 15 }],
    [probe('{"int64Value":9007199254740993}'), "Probe", { int64Value: "9007199254740993" }],
    [probe('{"int64Value":"-9223372036854775808"}'), "Probe", { int64Value: "-9223372036854775808" }],
    [probe('{"uint64Value":18446744073709551615}'), "Probe", { uint64Value: "18446744073709551615" }],
    [probe('{"numbers":[1,"2",-3]}'), "Probe", { numbers: ["1", "2", "-3"] }],
    [probe('{"doubleValue":"NaN","floatValue":"-Infinity"}'), "Probe", { doubleValue: "NaN", floatValue: "-Infinity" }],
    [probe('{"doubleValue":"1.5","floatValue":1}'), "Probe", { doubleValue: 1.5, floatValue: 1 }],
    [probe('{"bytesValue":"-_8","boolValue":true}'), "Probe", { bytesValue: "+/8=", boolValue: true }],
    [probe('{"color":"COLOR_RED","colors":[1,99]}'), "Probe", { color: "COLOR_RED", colors: ["COLOR_RED", 99] }],
    [probe('{"maybe":0,"color":null}'), "Probe", { maybe: 0 }],
    [probe('{"choiceNull":null}'), "Probe", { choiceNull: null }],
  );
  refuse(
    [probe('{"int32Value":2147483648}'), 400, "int32Value"],
    [probe('{"int32Value":"2147483648"}'), 400, "int32Value"],
    [probe('{"int32Value":0.5}'), 400, "int32Value"],
    [probe('{"int32Value":1e400}'), 400, "int32Value"],
    [probe('{"int32Value":" 1"}'), 400, "int32Value"],
    [probe('{"int32Value":""}'), 400, "int32Value"],
    [probe('{"int32Value":true}'), 400, "int32Value"],
    [probe(`{"int64Value":1${"0".repeat(500)}}`), 400, "int64Value"],
    [probe('{"int64Value":9223372036854775808}'), 400, "int64Value"],
    [probe('{"uint64Value":-1}'), 400, "uint64Value"],
    [probe('{"boolValue":"true"}'), 400, "boolValue"],
    [probe('{"boolValue":1}'), 400, "boolValue"],
    [probe('{"stringValue":1}'), 400, "stringValue"],
    [probe('{"stringValue":["x"]}'), 400, "stringValue"],
    [probe('{"bytesValue":"a"}'), 400, "bytesValue"],
    [probe('{"doubleValue":1e999}'), 400, "doubleValue"],
    [probe('{"floatValue":3.5e38}'), 400, "floatValue"],
    [probe('{"doubleValue":""}'), 400, "doubleValue"],
    [probe('{"color":"RED"}'), 400, "color"],
    [probe('{"color":"1"}'), 400, "color"],
    [probe('{"color":1.5}'), 400, "color"],
    [probe('{"colors":["COLOR_RED","X"]}'), 400, "colors[1]"],
  );
});

describe("lists, maps, messages, oneofs", () => {
  reach(
    [probe('{"children":[{"name":"a"},{}]}'), "Probe", { children: [{ name: "a" }, {}] }],
    [probe('{"labels":{"a":1,"__proto__":2}}'), "Probe", { labels: JSON.parse('{"a":1,"__proto__":2}') }],
    [
      probe('{"byNumber":{"-1":{"size":3}},"byTruth":{"true":"x"}}'),
      "Probe",
      { byNumber: { "-1": { size: 3 } }, byTruth: { true: "x" } },
    ],
    [probe('{"choiceName":null,"choiceCount":0}'), "Probe", { choiceCount: 0 }],
    [probe('{"choiceChild":{"right":""}}'), "Probe", { choiceChild: { right: "" } }],
    [probe('{"empty":{}}'), "Probe", { empty: {} }],
  );
  refuse(
    [probe('{"children":[{"name":"a"},{"size":"x"}]}'), 400, "children[1].size"],
    [probe('{"children":[null]}'), 400, "children[0]"],
    [probe('{"tags":["a",null]}'), 400, "tags[1]"],
    [probe('{"tags":"a"}'), 400, "tags"],
    [probe('{"tags":{}}'), 400, "tags"],
    [probe('{"child":[]}'), 400, "child"],
    [probe('{"child":"x"}'), 400, "child"],
    [probe('{"labels":[]}'), 400, "labels"],
    [probe('{"labels":{"a":"x"}}'), 400, 'labels["a"]'],
    [probe('{"labels":{"a":null}}'), 400, 'labels["a"]'],
    [probe('{"byNumber":{"x":{}}}'), 400, 'byNumber["x"]'],
    [probe('{"byNumber":{"1":{},"01":{}}}'), 400, 'byNumber["01"]'],
    [probe('{"byTruth":{"yes":"x"}}'), 400, 'byTruth["yes"]'],
    [probe('{"choiceName":"a","choiceCount":1}'), 400, "choiceCount"],
    [probe('{"child":{"left":"a","right":"b"}}'), 400, "child.right"],
    [probe('{"empty":{"x":1}}'), 400, "empty.x"],
  );
});

describe("well-known types", () => {
  const any = '{"@type":"type.googleapis.com/transcoder.test.v1.Book","title":"x"}';
  const text = '{"@type":"type.googleapis.com/google.protobuf.Duration","value":"1s"}';
  reach(
    [
      probe('{"timestamp":"2024-02-29T23:59:59-01:00","duration":"-1.5s"}'),
      "Probe",
      { timestamp: "2024-03-01T00:59:59Z", duration: "-1.500s" },
    ],
    [probe('{"mask":"name,child.fullName"}'), "Probe", { mask: "name,child.fullName" }],
    [probe('{"timestamps":["2024-02-29T12:00:00Z"]}'), "Probe", { timestamps: ["2024-02-29T12:00:00Z"] }],
    [
      probe('{"int32Wrapper":0,"int64Wrapper":"5","stringWrapper":"","boolWrapper":null}'),
      "Probe",
      { int32Wrapper: 0, int64Wrapper: "5", stringWrapper: "" },
    ],
    [
      probe('{"struct":{"a":[1,null,{"b":"c"}]},"value":null,"listValue":[true]}'),
      "Probe",
      { struct: { a: [1, null, { b: "c" }] }, value: null, listValue: [true] },
    ],
    [probe(`{"any":${any}}`), "Probe", { any: JSON.parse(any) }],
    [probe(`{"any":${text}}`), "Probe", { any: JSON.parse(text) }],
    [probe('{"any":{}}'), "Probe", { any: {} }],
    [post("/v1/notes", '{"a":1.5}'), "Note", { a: 1.5 }],
  );
  refuse(
    [probe('{"timestamp":"2024-02-30T12:00:00Z"}'), 400, "timestamp"],
    [probe('{"timestamp":"2024-02-29t12:00:00z"}'), 400, "timestamp"],
    [probe('{"timestamp":1700000000}'), 400, "timestamp"],
    [probe('{"timestamp":{"seconds":1}}'), 400, "timestamp"],
    [probe('{"timestamps":["2024-02-29T12:00:00Z","x"]}'), 400, "timestamps[1]"],
    [probe('{"duration":"1sfoo"}'), 400, "duration"],
    [probe('{"duration":"1.0000000000s"}'), 400, "duration"],
    [probe('{"duration":"99999999999999999999s"}'), 400, "duration"],
    [probe('{"mask":"full_name"}'), 400, "mask"],
    [probe('{"mask":["name"]}'), 400, "mask"],
    [probe('{"int32Wrapper":"x"}'), 400, "int32Wrapper"],
    [probe('{"int32Wrapper":{"value":1}}'), 400, "int32Wrapper"],
    [probe('{"struct":[]}'), 400, "struct"],
    [probe('{"struct":{"a":1e999}}'), 400, "struct"],
    [probe('{"listValue":{}}'), 400, "listValue"],
    [probe('{"any":{"@type":"type.googleapis.com/unknown.Type"}}'), 400, "any"],
    [probe('{"any":{"title":"x"}}'), 400, "any"],
    [probe('{"any":"x"}'), 400, "any"],
    [probe('{"any":{"@type":"transcoder.test.v1.Book","pageCount":"x"}}'), 400, "any.pageCount"],
    [probe('{"any":{"@type":"google.protobuf.Duration","value":"x"}}'), 400, "any"],
  );
});

describe("a field as body", () => {
  reach(
    [post("/v1/books?requestId=r", '{"title":"x"}'), "CreateBook", { book: { title: "x" }, requestId: "r" }],
    [post("/v1/books"), "CreateBook", { book: {} }],
    [post("/v1/books", "  "), "CreateBook", { book: {} }],
    [post("/v1/body/timestamp", '"2024-02-29T12:00:00Z"'), "Probe", { timestamp: "2024-02-29T12:00:00Z" }],
    [post("/v1/body/timestamp"), "Probe", {}],
    [post("/v1/body/string", '"x"'), "Probe", { stringValue: "x" }],
    [post("/v1/body/string", ""), "Probe", {}],
    [post("/v1/body/wrapper", "0"), "Probe", { int32Wrapper: 0 }],
    [post("/v1/body/tags", '["a","b"]'), "Probe", { tags: ["a", "b"] }],
    [post("/v1/body/tags", " "), "Probe", {}],
    [post("/v1/body/tags?int32Value=3", "[]"), "Probe", { int32Value: 3 }],
    [post("/v1/body/children", '[{"name":"a"}]'), "Probe", { children: [{ name: "a" }] }],
    [post("/v1/body/struct"), "Probe", { struct: {} }],
    [post("/v1/body/list", "[1]"), "Probe", { listValue: [1] }],
  );
  refuse(
    [post("/v1/books", "null"), 400],
    [post("/v1/books", "[]"), 400, "book"],
    [post("/v1/books", '{"book":{}}'), 400, "book.book"],
    [post("/v1/books", '{"author":{"fullName":1}}'), 400, "book.author.fullName"],
    [post("/v1/books?book.title=x", "{}"), 400, "book.title"],
    [post("/v1/books?unknown=x", "{}"), 400, "unknown"],
    [post("/v1/body/tags", "{}"), 400, "tags"],
    [post("/v1/body/tags", "null"), 400],
    [post("/v1/body/tags", '["a",1]'), 400, "tags[1]"],
    [post("/v1/body/children", '[{"size":"x"}]'), 400, "children[0].size"],
    [post("/v1/body/string", "1"), 400, "stringValue"],
    [post("/v1/body/timestamp", '"2024-02-30T12:00:00Z"'), 400, "timestamp"],
    [post("/v1/body/string?tags=a&stringValue=x", '"x"'), 400, "stringValue"],
  );
});

describe("a value of the path and one of the body may only agree", () => {
  reach(
    [post("/v1/books/a:archive", '{"bookId":"a","reason":"r"}'), "ArchiveBook", { bookId: "a", reason: "r" }],
    [post("/v1/books/a:archive", '{"book_id":null}'), "ArchiveBook", { bookId: "a" }],
    [post("/v1/probe/int32/0", '{"int32Value":0}'), "Probe", {}],
    [post("/v1/probe/child/x", '{"name":"x","size":1}'), "Probe", { child: { name: "x", size: 1 } }],
    [post("/v1/probe/child/x", ""), "Probe", { child: { name: "x" } }],
    [post("/v1/probe/bytes/AQ", '{"bytesValue":"AQ=="}'), "Probe", { bytesValue: "AQ==" }],
  );
  refuse(
    [post("/v1/books/a:archive", '{"bookId":"b"}'), 400, "bookId"],
    [post("/v1/books/a:archive", '{"book_id":""}'), 400, "bookId"],
    [post("/v1/probe/int32/5", '{"int32Value":0}'), 400, "int32Value"],
    [post("/v1/probe/child/x", '{"name":"y"}'), 400, "child.name"],
    [post("/v1/probe/bytes/AQ", '{"bytesValue":"Ag=="}'), 400, "bytesValue"],
  );
});

describe("no body rule", () => {
  reach(
    [send("GET", "/v1/books", " \n"), "ListBooks", {}],
    [send("DELETE", "/v1/books/b"), "DeleteBook", { bookId: "b" }],
  );
  refuse([send("GET", "/v1/books", "{}"), 400], [send("DELETE", "/v1/books/b", "x"), 400]);
});

describe("content types", () => {
  const fine = ["application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"', "application/json; a=b"];
  reach(...fine.map((type) => [probe('{"int32Value":1}', type), "Probe", { int32Value: 1 }] as const));
  const bad = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/jsonx",
    "application/json; charset=latin1",
    "",
  ];
  refuse(
    ...bad.map((type) => [probe("{", type), 415] as const),
    [{ method: "POST", path: "/v1/probe", body: "{}" }, 415],
    [{ method: "POST", path: "/v1/probe", headers: { "content-type": "text/plain" } }, 415],
  );
});

describe("content codings", () => {
  const body = Buffer.from('{"int32Value":1}');
  reach(
    [coded("gzip", gzipSync(body)), "Probe", { int32Value: 1 }],
    [coded("GZIP", gzipSync(body)), "Probe", { int32Value: 1 }],
    [coded("br", brotliCompressSync(body)), "Probe", { int32Value: 1 }],
    [coded("identity", body), "Probe", { int32Value: 1 }],
    [coded("gzip", gzipSync("")), "Probe", {}],
  );
  refuse(
    [coded("deflate", body), 415],
    [coded("gzip, gzip", gzipSync(gzipSync(body))), 415],
    [coded("identity, gzip", gzipSync(body)), 415],
    [coded("x-gzip", gzipSync(body)), 415],
    [coded("gzip", body), 400],
    [coded("gzip", gzipSync(body).subarray(0, 20)), 400],
    [coded("gzip", Buffer.concat([gzipSync(body), Buffer.from("x")])), 400],
    [coded("gzip", Buffer.concat([gzipSync(body), Buffer.from([0])])), 400],
    [coded("gzip", Buffer.concat([gzipSync(body), gzipSync(" ")])), 400],
    [coded("br", Buffer.concat([brotliCompressSync(body), Buffer.from("x")])), 400],
    [coded("br", brotliCompressSync(body).subarray(0, 10)), 400],
    [coded("br", body), 400],
    [coded("gzip", gzipSync("{")), 400],
    [{ ...get("/v1/books"), headers: { "content-encoding": "zstd" } }, 415],
  );
});

describe("limits count decompressed bytes", () => {
  const filled = (size: number) => Buffer.from(`{"stringValue":"${"x".repeat(size - 18)}"}`);
  const mebi = 1024 * 1024;
  test("a body of exactly the limit is fine", () => expect(filled(mebi).length).toBe(mebi));
  reach([coded("gzip", gzipSync(filled(mebi))), "Probe", { stringValue: "x".repeat(mebi - 18) }]);
  refuse(
    [probe(filled(mebi + 1)), 413],
    [coded("gzip", gzipSync(filled(mebi + 1))), 413],
    [coded("br", brotliCompressSync(Buffer.alloc(50 * mebi))), 413],
    [send("GET", "/v1/books", "x".repeat(mebi + 1)), 413],
  );
});

describe("bytes as body", () => {
  const raw = (path: string, method: string, type: string, body: Uint8Array) => ({
    method,
    path,
    headers: { "content-type": type },
    body,
  });
  const bytes = Buffer.from([0, 255, 1]);
  reach(
    [
      raw("/v1/files/f1", "PUT", "image/png", bytes),
      "PutFile",
      { fileId: "f1", content: { contentType: "image/png", data: "AP8B" } },
    ],
    [raw("/v1/raw", "POST", "text/plain", bytes), "RawFile", { contentType: "text/plain", data: "AP8B" }],
    [{ method: "PUT", path: "/v1/files/f1" }, "PutFile", { fileId: "f1", content: {} }],
  );
});

describe("corners of proto3 JSON", () => {
  reach(
    [probe('{"int64Value":1e3,"uint64Value":1.0}'), "Probe", { int64Value: "1000", uint64Value: "1" }],
    [probe('{"int64Value":"1e3","int32Value":"1.0"}'), "Probe", { int64Value: "1000", int32Value: 1 }],
    [probe('{"int64Value":-0,"int32Value":-0}'), "Probe", {}],
    [probe('{"int64Value":922337203685477580.7e1}'), "Probe", { int64Value: "9223372036854775807" }],
    [probe('{"choiceCount":-0.0}'), "Probe", { choiceCount: 0 }],
    [probe('{"bytesValue":"+/8","choiceBytes":"-_8="}'), "Probe", { bytesValue: "+/8=", choiceBytes: "+/8=" }],
    [probe('{"byNumber":{"-2147483648":{}}}'), "Probe", { byNumber: { "-2147483648": {} } }],
    [probe('{"otherName":"x"}'), "Probe", { otherName: "x" }],
    [probe('{"renamed":"x"}'), "Probe", { otherName: "x" }],
    [probe('{"mask":""}'), "Probe", { mask: "" }],
    [probe('{"timestamp":"0001-01-01T00:00:00Z"}'), "Probe", { timestamp: "0001-01-01T00:00:00Z" }],
    [probe('{"timestamp":"9999-12-31T23:59:59.999999999Z"}'), "Probe", { timestamp: "9999-12-31T23:59:59.999999999Z" }],
    [probe('{"timestamp":"2024-02-29T23:59:59+23:59"}'), "Probe", { timestamp: "2024-02-29T00:00:59Z" }],
    [probe('{"duration":"-315576000000s"}'), "Probe", { duration: "-315576000000s" }],
    [probe('{"duration":"-0.5s"}'), "Probe", { duration: "-0.500s" }],
    [probe('{"choiceWrapper":null,"choiceName":""}'), "Probe", { choiceName: "" }],
    [probe('{"struct":{"a":null},"listValue":[null]}'), "Probe", { struct: { a: null }, listValue: [null] }],
    [
      probe('{"any":{"value":"1s","@type":"google.protobuf.Duration"}}'),
      "Probe",
      {
        any: { "@type": "google.protobuf.Duration", value: "1s" },
      },
    ],
  );
  refuse(
    [probe('{"int64Value":1e-1}'), 400, "int64Value"],
    [probe('{"int64Value":1e999999999}'), 400, "int64Value"],
    [probe('{"int64Value":"0x10"}'), 400, "int64Value"],
    [probe('{"int64Value":"1_000"}'), 400, "int64Value"],
    [probe('{"uint32Value":4294967296}'), 400, "uint32Value"],
    [probe('{"uint32Value":-1}'), 400, "uint32Value"],
    [probe('{"byNumber":{"2147483648":{}}}'), 400, 'byNumber["2147483648"]'],
    [probe('{"byNumber":{"1.0":{}}}'), 400, 'byNumber["1.0"]'],
    [probe('{"byNumber":{"1":{},"01":{}}}'), 400, 'byNumber["01"]'],
    [probe('{"byNumber":{"1":null}}'), 400, 'byNumber["1"]'],
    [probe('{"byTruth":{"True":"x"}}'), 400, 'byTruth["True"]'],
    [probe('{"labels":{"a":null}}'), 400, 'labels["a"]'],
    [probe('{"colors":[null]}'), 400, "colors[0]"],
    [probe('{"color":"color_red"}'), 400, "color"],
    [probe('{"color":2147483648}'), 400, "color"],
    [probe('{"choiceName":"","choiceNull":null}'), 400, "choiceNull"],
    [probe('{"choiceName":"a","choice_name":"a"}'), 400, "choiceName"],
    [probe('{"timestamp":"2023-02-29T00:00:00Z"}'), 400, "timestamp"],
    [probe('{"timestamp":"0000-12-31T23:59:59Z"}'), 400, "timestamp"],
    [probe('{"timestamp":"0001-01-01T00:00:00+00:01"}'), 400, "timestamp"],
    [probe('{"timestamp":"9999-12-31T23:59:59-00:01"}'), 400, "timestamp"],
    [probe('{"timestamp":"2024-01-01T24:00:00Z"}'), 400, "timestamp"],
    [probe('{"timestamp":"2024-01-01T00:00:60Z"}'), 400, "timestamp"],
    [probe('{"timestamp":"2024-00-01T00:00:00Z"}'), 400, "timestamp"],
    [probe('{"timestamp":"2024-01-00T00:00:00Z"}'), 400, "timestamp"],
    [probe('{"timestamp":"2024-01-01T00:00:00"}'), 400, "timestamp"],
    [probe('{"timestamp":"2024-01-01T00:00:00.Z"}'), 400, "timestamp"],
    [probe('{"duration":"315576000001s"}'), 400, "duration"],
    [probe('{"duration":"315576000000.000000001s"}'), 400, "duration"],
    [probe('{"duration":"+1s"}'), 400, "duration"],
    [probe('{"duration":".5s"}'), 400, "duration"],
    [probe('{"duration":"1"}'), 400, "duration"],
    [probe('{"mask":"a,,b"}'), 400, "mask"],
    [probe('{"mask":" a"}'), 400, "mask"],
    [probe('{"bytesValue":"AQ="}'), 400, "bytesValue"],
    [probe('{"bytesValue":"+_8="}'), 400, "bytesValue"],
    [probe('{"bytesValue":"A Q="}'), 400, "bytesValue"],
    [probe('{"stringValue":"\\udc00\\ud800"}'), 400],
    [probe('{"labels":{"\\ud800":1}}'), 400],
    [probe('{"any":{"@type":7}}'), 400, "any"],
    [probe('{"any":{"@type":"google.protobuf.Duration"}}'), 400, "any"],
    [probe('{"value":{"a":[1e999]}}'), 400, "value"],
  );
});
