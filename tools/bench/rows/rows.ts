import { hotReadSubjects } from "./hot-read-subjects.ts";
import { inProcessSubjects } from "./in-process-subjects.ts";
import { journeyParts, journeySubjects } from "./journey-subjects.ts";
import { marketSubjects } from "./market-subjects.ts";
import type { SubjectMaker } from "./subject-maker.ts";
import { yardstickSubjects } from "./yardstick-subjects.ts";

/** Everything that can be measured, by key. */
export const subjectMakers: Readonly<Record<string, SubjectMaker>> = {
  ...yardstickSubjects,
  ...inProcessSubjects,
  ...hotReadSubjects,
  ...marketSubjects,
  ...journeySubjects,
};

/** One line of the table: the CPU of a subject against that of others. */
export interface Row {
  readonly title: string;
  readonly subject: string;
  /** Whose CPU is counted; PostgreSQL's is shown apart. */
  readonly parts: readonly string[];
  readonly against: readonly Against[];
  /** Left out of a quick run. */
  readonly isDetail?: boolean;
}

export interface Against {
  readonly label: "a" | "b" | "c" | "without" | "at 1x";
  readonly subject: string;
  /** Both sides' parts, if not the row's own against "app". */
  readonly parts?: readonly string[];
  /** The most the design allows. */
  readonly target?: number;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

const inMany = ["app", "gateway"];
const all = ["app", "gateway", "postgres"];
const a = { label: "a", subject: "a" } as const;
const b = { label: "b", subject: "b" } as const;
const c = { label: "c", subject: "c" } as const;
const bTls = { label: "b", subject: "b/tls" } as const;
const lists = { a: { ...a, subject: "a/list" }, b: { ...b, subject: "b/list" } };

function row(title: string, subject: string, against: readonly Against[], parts: readonly string[] = ["app"]): Row {
  return { title, subject, parts, against };
}

const detail = (row: Row): Row => ({ ...row, isDetail: true });

export const sections: readonly Section[] = [
  {
    title: "Hot reads of stores, (c) the same statement by pg alone",
    rows: [
      hot("GetProduct: find one product", "find"),
      hot("BatchGetProducts: find ten", "findMany"),
      hot("ListProducts: a page of 20", "page"),
      hot("QuotePurchase: prices, taxes and promotions of 5 lines", "quote"),
      hot("CheckSession: whether a token's session holds", "session"),
    ],
  },
  {
    title: "Within one process",
    rows: [
      row("product store's find", "process/find", [{ ...c, target: 1.3 }]),
      row("GetProduct, client to store and back", "process/get", [c]),
      row("ListProducts of 20", "process/list", [c]),
      row("UpdateProduct (one change, durable)", "process/update", [c]),
    ],
  },
  {
    title: "GetProduct, PROCESSES=one",
    rows: [
      row("from memory, full stack over gRPC", "memory", [{ ...a, target: 2.5 }, b]),
      row("service over gRPC", "one/get/service", [a, b, c]),
      row("gateway and service: gRPC", "one/get/grpc", [a, b, c]),
      row("gateway and service: Connect binary", "one/get/connect", [a, b, c]),
      row("gateway and service: Connect JSON", "one/get/connectJson", [a, b, c]),
      row("gateway and service: REST", "one/get/rest", [a, b, c]),
      detail(row("gateway and service: REST, HTTP/1.1", "one/get/rest1", [a, b, c])),
    ],
  },
  {
    title: "GetProduct, PROCESSES=many (mTLS between them)",
    rows: [
      row("service over gRPC, (b) with mTLS", "many/get/service", [a, bTls, c]),
      row("gateway alone: gRPC", "many/get/grpc", [a, { ...b, target: 2 }], ["gateway"]),
      detail(row("gateway alone: Connect binary", "many/get/connect", [a, { ...b, target: 2 }], ["gateway"])),
      row("gateway alone: Connect JSON", "many/get/connectJson", [a, { ...b, target: 2 }], ["gateway"]),
      row("gateway alone: REST", "many/get/rest", [a, { ...b, target: 2 }], ["gateway"]),
      detail(row("gateway and service: gRPC", "many/get/grpc", [a, b, c], inMany)),
      detail(row("gateway and service: REST", "many/get/rest", [a, b, c], inMany)),
    ],
  },
  {
    title: "ListProducts of 20",
    rows: [
      row("one: service over gRPC", "one/list/service", [lists.a, lists.b]),
      row("one: gateway and service: gRPC", "one/list/grpc", [lists.a, lists.b]),
      detail(row("one: gateway and service: Connect JSON", "one/list/connectJson", [lists.a, lists.b])),
      row("one: gateway and service: REST", "one/list/rest", [lists.a, lists.b]),
      detail(row("many: service over gRPC", "many/list/service", [lists.a, { ...b, subject: "b/tls/list" }])),
      detail(row("many: gateway alone: gRPC", "many/list/grpc", [lists.a, lists.b], ["gateway"])),
      detail(row("many: gateway alone: REST", "many/list/rest", [lists.a, lists.b], ["gateway"])),
    ],
  },
  {
    title: "UpdateProduct, PROCESSES=one",
    rows: [row("gateway and service: REST", "one/update/rest", [a, b, c])],
  },
  {
    title: "Purchase: ten calls by REST, from a guest to a paid order",
    rows: [
      row("PROCESSES=one", "one/journey", [c]),
      detail(row("PROCESSES=many, all services", "many/journey", [c], journeyParts)),
    ],
  },
  {
    title: "Own telemetry, with and without",
    rows: [
      row("GetProduct from memory, gRPC: metrics", "telemetry/metrics", [without("telemetry/none")]),
      detail(row("the same, and 10 % traced", "telemetry/traces", [without("telemetry/none")])),
      row("the same in process: metrics", "telemetry/metrics/process", [without("telemetry/none/process")]),
      detail(row("in process, and 10 % traced", "telemetry/traces/process", [without("telemetry/none/process")])),
    ],
  },
  {
    title: "Growth with ten times the products (PostgreSQL included)",
    rows: [grown("find"), grown("get"), grown("list")],
  },
];

function hot(title: string, read: string): Row {
  return row(title, `hot/${read}`, [{ label: "c", subject: `hot/${read}/pg`, target: 1.3 }]);
}

function without(subject: string): Against {
  return { label: "without", subject, target: 1.1 };
}

function grown(call: string): Row {
  const against = { label: "at 1x", subject: `process/${call}`, parts: all, target: 1.2 } as const;
  return { title: `in process: ${call}`, subject: `process/${call}/large`, parts: all, against: [against] };
}
