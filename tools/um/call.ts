import type { Command } from "./command.ts";

const help = `um call METHOD ['{json}' | @FILE | -] [--as admin|customer|guest|anonymous] [--protocol grpc|grpc-web|connect] ...
um call --list [PATTERN]
um call --describe SERVICE|METHOD|MESSAGE

Calls a method of the market on DATA_DIR, or of any other gRPC server that has reflection, and prints its answer as JSON.
A METHOD is such as ultramarket.product.v1.ProductService/ListProducts; product/ListProducts or ListProducts will do as
long as only one fits. The request is proto3 JSON, in a file, or read from stdin; nothing is {}. A method that takes a
stream gets a message for each line, from stdin if nothing is given, and is sent them as they come. Streams are answered
in one JSON object a line. A request_id that a method asks for is made up if it is left out, and told on stderr.

  --list          the methods whose name contains PATTERN
  --describe      what something is, and what a request may look like
  --address       where to call, such as https://market.example (default: the market that runs on DATA_DIR)
  --ca            a PEM file of certificates to trust as well
  --as            who calls: admin, customer (the accounts of a development market), guest or anonymous (the default)
  --token         the access token or API key of who calls; or UM_TOKEN
  --header        "name: value", sent along; may be repeated
  --protocol      grpc (the default), grpc-web or connect
  --timeout       such as 500ms, 10s or 2m (default: what the method has)
  --max-messages  ends a stream of answers after so many

Exits with 1 if the server answers by an error, which is told on stderr, and with 2 if the call was not understood.

Examples:  um call product/ListProducts '{"pageSize": 3}'
           um call --as admin ListOrders
           um call --describe CheckoutCart`;

export const call: Command = {
  summary: "call a method, as grpcurl does",
  help,
  async run(args) {
    const { readCallArguments } = await import("./call/call-arguments.ts");
    const { runCall } = await import("./call/run-call.ts");
    const { UsageError } = await import("./call/usage-error.ts");
    try {
      return await runCall(readCallArguments(args), {
        stdin: process.stdin,
        isPerson: process.stdout.isTTY,
        print: console.log,
        tell: console.error,
      });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      console.error(`um call: ${error.message}`);
      return 2;
    }
  },
};
