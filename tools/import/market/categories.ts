import { createHash } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { CategoryService, CreateCategoryRequestSchema } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { requestIdOf } from "./request-id.ts";

/** The categories of the market by their paths. */
export interface Categories {
  /** The id of the category at the path, the top first; it and those above it are created if they are not there. */
  at(path: readonly string[]): Promise<string>;
  /** How many were created. */
  created(): number;
}

export async function openCategories(transport: Transport, runId: string): Promise<Categories> {
  const ids = await readAll(transport);
  const { createCategory } = createClient(CategoryService, transport);
  let created = 0;

  const createAt = async (path: readonly string[], parentCategoryId: string): Promise<string> => {
    const name = path.at(-1) ?? "";
    const send = (slug: string) => {
      const request = create(CreateCategoryRequestSchema, { category: { name, parentCategoryId, slug } });
      return createCategory({ ...request, requestId: requestIdOf(runId, CreateCategoryRequestSchema, request) });
    };
    // The slug of the name may be that of a category elsewhere.
    const answer = await send("").catch((error) => {
      if (ConnectError.from(error).code !== Code.AlreadyExists) throw error;
      return send(slugOf(path));
    });
    created += 1;
    return answer.category?.categoryId ?? "";
  };

  const at = async (path: readonly string[]): Promise<string> => {
    if (path.length === 0) return "";
    const parent = await at(path.slice(0, -1));
    const key = keyOf(parent, path.at(-1) ?? "");
    const id = ids.get(key) ?? (await createAt(path, parent));
    ids.set(key, id);
    return id;
  };
  return { at, created: () => created };
}

async function readAll(transport: Transport): Promise<Map<string, string>> {
  const { listCategories } = createClient(CategoryService, transport);
  const ids = new Map<string, string>();
  for (let pageToken = ""; ; ) {
    const page = await listCategories({ pageSize: 100, pageToken });
    for (const { parentCategoryId, name, categoryId } of page.categories)
      ids.set(keyOf(parentCategoryId, name), categoryId);
    if (page.nextPageToken === "") return ids;
    pageToken = page.nextPageToken;
  }
}

const keyOf = (parent: string, name: string) => `${parent}/${name}`;

/** The words of the path, with an ending made from the whole of it. */
function slugOf(path: readonly string[]): string {
  const words =
    path
      .join(" ")
      .normalize("NFKD")
      .replaceAll(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const ending = createHash("sha256").update(JSON.stringify(path)).digest("hex").slice(0, 6);
  return [words.join("-").slice(0, 90).replace(/-$/, ""), ending].filter((part) => part !== "").join("-");
}
