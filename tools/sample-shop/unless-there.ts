import { Code, ConnectError } from "@connectrpc/connect";

/** The answer, or undefined if the thing was there before. */
export async function unlessThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (ConnectError.from(error).code === Code.AlreadyExists) return undefined;
    throw error;
  }
}
