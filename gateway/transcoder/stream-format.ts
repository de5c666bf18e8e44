/** How a stream of JSON texts is written. Errors are `{"error": Status}`. */
export interface StreamFormat {
  readonly contentType: string;
  readonly open: string;
  element(json: string, isFirst: boolean): string;
  /** An error after the first element. */
  error(json: string): string;
  readonly close: string;
}

/** The formats by content type; the first one is the default. */
export const streamFormats = {
  "application/json": {
    contentType: "application/json",
    open: "[",
    element: (json, isFirst) => (isFirst ? json : `,${json}`),
    error: (json) => `,{"error":${json}}`,
    close: "]",
  },
  "application/x-ndjson": {
    contentType: "application/x-ndjson",
    open: "",
    element: (json) => `{"result":${json}}\n`,
    error: (json) => `{"error":${json}}\n`,
    close: "",
  },
  "text/event-stream": {
    contentType: "text/event-stream",
    open: "",
    element: (json) => `data: ${json}\n\n`,
    error: (json) => `event: error\ndata: {"error":${json}}\n\n`,
    close: "",
  },
} as const satisfies Record<string, StreamFormat>;

export type StreamType = keyof typeof streamFormats;
export const streamTypes = Object.keys(streamFormats) as StreamType[];
