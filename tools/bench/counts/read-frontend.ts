/** What a client has sent to PostgreSQL. */
export interface FrontendCounts {
  readonly statements: number;
}

const simpleQuery = "Q".charCodeAt(0);
const execute = "E".charCodeAt(0);
/** A type and the length of the rest, itself included. */
const headBytes = 5;

/**
 * Reads the client's side of one connection, piece by piece (PostgreSQL manual, "Message Formats"), without TLS. Counts
 * each Execute, and each statement of a simple query.
 */
export function readFrontend(): (piece: Buffer) => FrontendCounts {
  let rest: Buffer = Buffer.alloc(0);
  let isStarted = false;
  return (piece) => {
    rest = Buffer.concat([rest, piece]);
    let statements = 0;
    for (let size = sizeOf(rest, isStarted); size <= rest.length; size = sizeOf(rest, isStarted)) {
      if (isStarted) statements += statementsIn(rest.subarray(0, size));
      isStarted = true;
      rest = rest.subarray(size);
    }
    return { statements };
  };
}

/** Size of the message at the start of the bytes; infinite while not even that is known. The first has no type. */
function sizeOf(bytes: Buffer, isStarted: boolean): number {
  const lengthAt = isStarted ? 1 : 0;
  return bytes.length < (isStarted ? headBytes : 4) ? Number.POSITIVE_INFINITY : lengthAt + bytes.readInt32BE(lengthAt);
}

function statementsIn(message: Buffer): number {
  if (message[0] === execute) return 1;
  if (message[0] !== simpleQuery) return 0;
  const text = message.toString("utf8", headBytes, message.length - 1);
  return text.split(";").filter((part) => part.trim() !== "").length;
}
