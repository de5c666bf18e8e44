import { createResources } from "./resources.ts";

function recorder() {
  const closed: string[] = [];
  const closable = (name: string, error?: Error) => ({
    async close() {
      closed.push(name);
      if (error) throw error;
    },
  });
  return { closed, closable };
}

test("resources are closed last first, once", async () => {
  const { closed, closable } = recorder();
  const resources = createResources();
  for (const name of ["pool", "store", "door"]) resources.own(closable(name));
  await resources.close();
  await resources.close();
  expect(closed).toEqual(["door", "store", "pool"]);
});

test("one that does not close keeps the others from nothing, and is named", async () => {
  const { closed, closable } = recorder();
  const resources = createResources();
  resources.own(closable("pool"));
  resources.own(closable("store", new Error("busy")));
  const closing = resources.close();
  await expect(closing).rejects.toThrow("some resources did not close");
  await expect(closing).rejects.toMatchObject({ errors: [expect.objectContaining({ message: "busy" })] });
  expect(closed).toEqual(["store", "pool"]);
});
