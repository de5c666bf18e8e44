import {
  create,
  createFileRegistry,
  type DescMessage,
  type MessageInitShape,
  setExtension,
  toBinary,
} from "@bufbuild/protobuf";
import {
  AnySchema,
  DurationSchema,
  type FieldDescriptorProto,
  FieldDescriptorProtoSchema,
  FieldOptionsSchema,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  file_google_protobuf_any,
  file_google_protobuf_descriptor,
  file_google_protobuf_duration,
  file_google_protobuf_timestamp,
  FieldDescriptorProto_Label as Label,
  TimestampSchema,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import {
  DataClass,
  data_class,
  file_ultramarket_options_v1_options,
} from "#gen/es/ultramarket/options/v1/options_pb.js";
import { NoteSchema } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { redact } from "./mod.ts";

type FieldInit = MessageInitShape<typeof FieldDescriptorProtoSchema>;

let number = 0;
function field(name: string, init: FieldInit, dataClass?: number): FieldDescriptorProto {
  const options = create(FieldOptionsSchema);
  if (dataClass !== undefined) setExtension(options, data_class, dataClass);
  number += 1;
  return create(FieldDescriptorProtoSchema, {
    name,
    number,
    label: Label.OPTIONAL,
    type: Type.STRING,
    ...init,
    options,
  });
}

const person = ".test.Person";
const message = (typeName: string): FieldInit => ({ type: Type.MESSAGE, typeName });

const file = create(FileDescriptorProtoSchema, {
  name: "test.proto",
  package: "test",
  syntax: "proto3",
  dependency: [
    "google/protobuf/timestamp.proto",
    "google/protobuf/duration.proto",
    "google/protobuf/any.proto",
    "ultramarket/options/v1/options.proto",
  ],
  enumType: [
    {
      name: "Color",
      value: [
        { name: "COLOR_UNSPECIFIED", number: 0 },
        { name: "COLOR_RED", number: 1 },
      ],
    },
  ],
  messageType: [
    {
      name: "Person",
      field: [
        field("person_id", {}),
        field("full_name", {}, DataClass.IDENTITY),
        field("phones", { label: Label.REPEATED }, DataClass.CONTACT),
        field("home", message(person), DataClass.LOCATION),
        field("comment", {}, DataClass.FREE_TEXT),
        field("pin", { type: Type.INT32 }, DataClass.SECRET),
        field("card", {}, DataClass.PAYMENT),
        field("future", {}, 99),
        field("friends", { ...message(person), label: Label.REPEATED }),
        field("by_name", { ...message(".test.Person.ByNameEntry"), label: Label.REPEATED }),
        field("email", { oneofIndex: 0 }, DataClass.CONTACT),
        field("pigeon", { oneofIndex: 0 }),
        field("color", { type: Type.ENUM, typeName: ".test.Color" }),
        field("age", { type: Type.INT64 }),
        field("photo", { type: Type.BYTES }),
        field("active", { type: Type.BOOL }),
        field("born", message(".google.protobuf.Timestamp")),
        field("patience", message(".google.protobuf.Duration")),
        field("extra", message(".google.protobuf.Any")),
        field("tags", { label: Label.REPEATED }),
      ],
      oneofDecl: [{ name: "contact" }],
      nestedType: [
        {
          name: "ByNameEntry",
          options: { mapEntry: true },
          field: [
            create(FieldDescriptorProtoSchema, { name: "key", number: 1, label: Label.OPTIONAL, type: Type.STRING }),
            create(FieldDescriptorProtoSchema, { name: "value", number: 2, label: Label.OPTIONAL, ...message(person) }),
          ],
        },
      ],
    },
  ],
});

const imported = [
  file_google_protobuf_descriptor,
  file_google_protobuf_timestamp,
  file_google_protobuf_duration,
  file_google_protobuf_any,
  file_ultramarket_options_v1_options,
].map(({ proto }) => proto);

function personDesc(): DescMessage {
  const files = create(FileDescriptorSetSchema, { file: [...imported, file] });
  const desc = createFileRegistry(files).getMessage("test.Person");
  if (desc === undefined) throw new Error("no such message");
  return desc;
}

const Person = personDesc();

test("each class of data is masked by its name", () => {
  const ann = { personId: "p1", fullName: "Ann", phones: ["1", "2"], home: {}, comment: "hi", pin: 0, card: "4242" };
  expect(redact(Person, { ...ann, future: "x" })).toEqual({
    person_id: "p1",
    full_name: "[identity]",
    phones: "[contact]",
    home: "[location]",
    comment: "[free_text]",
    pin: "[secret]",
    card: "[payment]",
    future: "[classified]",
  });
});

test("classified fields are masked at any depth: in lists, maps and nested lists", () => {
  const ann = { personId: "p1", fullName: "Ann" };
  const shown = redact(Person, { friends: [{ friends: [ann] }], byName: { a: ann } });
  expect(shown).toEqual({
    friends: [{ friends: [{ person_id: "p1", full_name: "[identity]" }] }],
    by_name: { a: { person_id: "p1", full_name: "[identity]" } },
  });
  expect(redact(Person, { byName: new Map([["a", ann]]) })).toEqual({
    by_name: { a: { person_id: "p1", full_name: "[identity]" } },
  });
});

test.each([
  ["protobuf-es", (name: string, value: string) => ({ case: name, value })],
  ["ts-proto", (name: string, value: string) => ({ $case: name, [name]: value })],
])("a member of a oneof is masked in the form of %s", (_generator, member) => {
  expect(redact(Person, { contact: member("email", "ann@example.com") })).toEqual({ email: "[contact]" });
  expect(redact(Person, { contact: member("pigeon", "Bert") })).toEqual({ pigeon: "Bert" });
});

test("what is not classified stays readable", () => {
  const born = create(TimestampSchema, { seconds: 1n });
  const extra = create(AnySchema, { typeUrl: "t/x", value: toBinary(TimestampSchema, born) });
  const patience = create(DurationSchema, { seconds: 1n, nanos: 500_000_000 });
  const shown = { color: 1, age: 7n, photo: new Uint8Array(2), active: false, born, patience, extra, tags: ["a"] };
  expect(redact(Person, shown)).toEqual({
    color: "COLOR_RED",
    age: "7",
    photo: "2 bytes",
    active: false,
    born: new Date(1000),
    patience: "1.5s",
    extra: { "@type": "t/x" },
    tags: ["a"],
  });
  expect(redact(Person, { born: new Date(5), color: 77 })).toEqual({ born: new Date(5), color: 77 });
});

test("what is empty is left out, and what no field describes is never shown", () => {
  expect(redact(Person, { fullName: "", tags: [], personId: undefined, unknown: "hunter2" })).toEqual({});
});

test("the market's own contracts carry their classes", () => {
  expect(redact(NoteSchema, { noteId: "n", email: "ann@example.com" })).toEqual({ note_id: "n", email: "[contact]" });
});
