import { Code, ConnectError, type Transport } from "@connectrpc/connect";
import { createConnectTransport, Http2SessionManager } from "@connectrpc/connect-node";
import { layoutOf } from "../um/start/layout.ts";
import { readStartSettings } from "../um/start-config.ts";
import { findOrStartMarket } from "./find-or-start-market.ts";
import { persistently } from "./persistently.ts";
import { signedInAs } from "./signed-in-as.ts";
import { accountOf } from "./whose-account.ts";

export interface SessionOptions {
  /** Who calls, unless UM_EMAIL and UM_PASSWORD say it: the admin of a development market, or a clerk of it. */
  readonly as: "admin" | "clerk";
  /** Is told in a sentence what takes a while. */
  readonly print: (text: string) => void;
}

/** A market somebody is signed in to. */
export interface MarketSession {
  /** Its public door, such as "http://127.0.0.1:8080". */
  readonly url: string;
  /** Who calls. */
  readonly userId: string;
  /** Calls are repeated while the market does not answer, which is safe for writes under a request id. */
  readonly transport: Transport;
  /** What else should be said at the end; empty if nothing. */
  readonly farewell: string;
  /** Calls under way end. */
  close(): Promise<void>;
}

/**
 * Opens a session with the market on PORT; starts one on DATA_DIR if none answers, which then goes on running. Throws
 * CommandError if there is no such account, or if the market does not answer for two minutes.
 */
export async function openSession({ as, print }: SessionOptions): Promise<MarketSession> {
  const settings = readStartSettings(process.env);
  const layout = layoutOf(settings.dataDir);
  const { url, started } = await findOrStartMarket(settings.port, layout, print);
  const sessionManager = new Http2SessionManager(url);
  const door = { baseUrl: url, httpVersion: "2", sessionManager } as const;
  const closing = new AbortController();
  const persistence = { print, closed: closing.signal };
  const open = persistently(createConnectTransport(door), persistence);
  const caller = signedInAs(open, await accountOf(as, open, layout));
  const signedIn = createConnectTransport({ ...door, interceptors: [caller.interceptor] });
  return {
    url,
    transport: persistently(signedIn, persistence),
    userId: await caller.userId(),
    farewell: started ? `The market runs on at ${url}; "make stop" stops it.` : "",
    close: async () => {
      const reason = new ConnectError("the session with the market is closed", Code.Canceled);
      closing.abort(reason);
      sessionManager.abort(reason);
    },
  };
}
