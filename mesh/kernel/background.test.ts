import { currentBackground, runDetached } from "./background.ts";
import { type Call, currentCall, runInCall } from "./call.ts";

const call: Call = {
  method: "/ultramarket.testing.v1.EchoService/Echo",
  caller: { workload: "gateway" },
  deadline: Date.now() + 1000,
  signal: AbortSignal.abort(),
  requestId: "req-1",
  traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
};

test("detached work has no call, and knows whom it is for and which call began it", async () => {
  const seen = await runInCall(call, () =>
    runDetached({ onBehalfOf: "usr_1" }, async () => {
      await Promise.resolve();
      return { call: currentCall(), background: currentBackground() };
    }),
  );
  const { requestId, traceparent } = call;
  expect(seen).toEqual({ call: undefined, background: { onBehalfOf: "usr_1", requestId, traceparent } });
});

test("work detached from detached work keeps the origin", () => {
  const inner = runInCall(call, () =>
    runDetached({ onBehalfOf: "usr_1" }, () => runDetached({ onBehalfOf: "usr_2" }, currentBackground)),
  );
  expect(inner).toMatchObject({ onBehalfOf: "usr_2", requestId: "req-1" });
});

test("outside of everything there is no background, and a call within one hides it", () => {
  expect(currentBackground()).toBeUndefined();
  expect(runDetached({ onBehalfOf: "" }, () => runInCall(call, currentBackground))).toBeUndefined();
  expect(runDetached({ onBehalfOf: "" }, currentBackground)).toEqual({
    onBehalfOf: "",
    requestId: "",
    traceparent: "",
  });
});
