/** How a stream of JSON texts is written. Errors are `{"error": Status}`. */
export interface StreamFormat {
  readonly contentType: string;
  /** What stands before the first element, and before each other one. */
  readonly open: string;
  readonly between: string;
  /** What stands around each element. */
  readonly before: string;
  readonly after: string;
  /** An error after the first element. */
  error(json: string): string;
  readonly close: string;
}

/** The formats by content type; the first one is the default. */
export const streamFormats = {
  "application/json": {
    contentType: "application/json",
    open: "[",
    between: ",",
    before: "",
    after: "",
    error: (json) => `,{"error":${json}}`,
    close: "]",
  },
  "application/x-ndjson": {
    contentType: "application/x-ndjson",
    open: "",
    between: "",
    before: '{"result":',
    after: "}\n",
    error: (json) => `{"error":${json}}\n`,
    close: "",
  },
  "text/event-stream": {
    contentType: "text/event-stream",
    open: "",
    between: "",
    before: "data: ",
    after: "\n\n",
    error: (json) => `event: error\ndata: {"error":${json}}\n\n`,
    close: "",
  },
} as const satisfies Record<string, StreamFormat>;

export type StreamType = keyof typeof streamFormats;
export const streamTypes = Object.keys(streamFormats) as StreamType[];
