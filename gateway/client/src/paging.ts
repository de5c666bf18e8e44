import type { CallOptions } from "./calls/call-options.ts";

/** A method that answers a page and says how to ask for the next. */
export type List = (request: object, options: CallOptions) => Promise<Page>;

/** A page; `nextPageToken` is empty on the last. */
export interface Page {
  readonly nextPageToken: string;
  readonly [field: string]: unknown;
}

/** Asks for page after page, each with the deadline of a call of its own. */
export function pagesOf(list: List) {
  return async function* (request: object = {}, options: CallOptions = {}): AsyncGenerator<Page, void> {
    for (let next: object = request; ; ) {
      const page = await list(next, options);
      yield page;
      if (page.nextPageToken === "") return;
      next = { ...request, pageToken: page.nextPageToken };
    }
  };
}

/** The items in the field of each page. */
export function itemsOf(list: List, field: string) {
  const pages = pagesOf(list);
  return async function* (request: object = {}, options: CallOptions = {}): AsyncGenerator<unknown, void> {
    for await (const page of pages(request, options)) yield* page[field] as readonly unknown[];
  };
}
