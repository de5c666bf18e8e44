import type { Result, SectionResult } from "./judge.ts";

interface Aim {
  readonly operation: string;
  /** Section and row whose CPU is meant, PostgreSQL included. */
  readonly section: string;
  readonly row: string;
  readonly atMostMs: number;
}

const aims: readonly Aim[] = [
  {
    operation: "get product",
    section: "GetProduct, PROCESSES=one",
    row: "gateway and service: REST, HTTP/1.1",
    atMostMs: 0.7,
  },
  {
    operation: "purchase",
    section: "Purchase: ten calls by REST, from a guest to a paid order",
    row: "PROCESSES=one",
    atMostMs: 25,
  },
  { operation: "list 20", section: "ListProducts of 20", row: "one: gateway and service: REST", atMostMs: 1.5 },
];

/** What operations cost in milliseconds of CPU, application and PostgreSQL together, against the design's aims. */
export function aimLines(sections: readonly SectionResult[]): readonly string[] {
  return aims.flatMap(({ operation, section, row, atMostMs }) => {
    const found = sections.find(({ title }) => title === section)?.results.find(({ title }) => title === row);
    const ms = found && cpuMs(found);
    if (ms === undefined) return [];
    const verdict = ms <= atMostMs ? "holds" : "MISSED";
    return [
      `  ${operation.padEnd(14)} ${ms.toFixed(2)} ms of CPU on this machine now   aim <= ${atMostMs} ms  ${verdict}`,
    ];
  });
}

function cpuMs({ cpuUs, postgresUs }: Result): number | undefined {
  return cpuUs && postgresUs && (cpuUs.median + postgresUs.median) / 1_000;
}
