import { compressionBrotli, compressionGzip } from "@connectrpc/connect-node";

/** The codings of messages and bodies that Connect, gRPC-web and gRPC clients may use. */
export const acceptCompression = [compressionGzip, compressionBrotli] as const;
/** Smaller answers are not compressed. */
export const compressMinBytes = 1024;
