import { requestTables, send } from "./tables.ts";

const { reach } = requestTables();
const patch = (path: string, body?: string) => send("PATCH", path, body);
const update = (body: string, query = "") => patch(`/v1/books/b${query}`, body);

describe("an empty mask of a PATCH becomes the fields of the body", () => {
  reach(
    [update('{"title":"x"}'), "UpdateBook", { book: { bookId: "b", title: "x" }, updateMask: "title" }],
    [
      update('{"page_count":"5","publishTime":null}'),
      "UpdateBook",
      { book: { bookId: "b", pageCount: "5" }, updateMask: "pageCount,publishTime" },
    ],
    [
      update('{"author":{"fullName":"y"}}'),
      "UpdateBook",
      { book: { bookId: "b", author: { fullName: "y" } }, updateMask: "author" },
    ],
    [update('{"keywords":[],"labels":{}}'), "UpdateBook", { book: { bookId: "b" }, updateMask: "keywords,labels" }],
    [update('{"title":"x"}', "?updateMask="), "UpdateBook", { book: { bookId: "b", title: "x" }, updateMask: "title" }],
    [
      update('{"title":"x"}', "?readMask=labels"),
      "UpdateBook",
      { book: { bookId: "b", title: "x" }, updateMask: "title", readMask: "labels" },
    ],
  );
});

describe("names that the path binds are no changes", () => {
  reach(
    [update('{"bookId":"b","title":"x"}'), "UpdateBook", { book: { bookId: "b", title: "x" }, updateMask: "title" }],
    [update('{"book_id":"b"}'), "UpdateBook", { book: { bookId: "b" } }],
    [
      patch("/v1/books/b/author/a", '{"author":{"authorId":"a"},"title":"x"}'),
      "UpdateBook",
      { book: { bookId: "b", title: "x", author: { authorId: "a" } }, updateMask: "title" },
    ],
    [
      patch("/v1/books/b/author/a", '{"author":{"authorId":"a","fullName":"y"}}'),
      "UpdateBook",
      { book: { bookId: "b", author: { authorId: "a", fullName: "y" } }, updateMask: "author" },
    ],
    [
      patch("/v1/books/b/author/a", '{"author":{}}'),
      "UpdateBook",
      { book: { bookId: "b", author: { authorId: "a" } }, updateMask: "author" },
    ],
  );
});

describe("otherwise a mask stays as it is", () => {
  reach(
    [
      update('{"title":"x"}', "?updateMask=labels"),
      "UpdateBook",
      { book: { bookId: "b", title: "x" }, updateMask: "labels" },
    ],
    [update("{}"), "UpdateBook", { book: { bookId: "b" } }],
    [update(""), "UpdateBook", { book: { bookId: "b" } }],
    [send("PUT", "/v1/books/b", '{"title":"x"}'), "UpdateBook", { book: { bookId: "b", title: "x" } }],
    [patch("/v1/books:whole", '{"book":{"title":"x"}}'), "UpdateBook", { book: { title: "x" } }],
  );
});
