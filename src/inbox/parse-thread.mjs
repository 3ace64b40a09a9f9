// The first file of a parse thread: worker threads load TypeScript only after registering tsx themselves.
import { register } from "tsx/esm/api";

register();
// mailauth reads `__proto__.x=1` in a header as a path and would write x into every object of this thread. Without this
// accessor there is no way there (as with Node's --disable-proto=delete).
// oxlint-disable-next-line no-extend-native, no-proto -- it is taken away, nothing is added
delete Object.prototype.__proto__;
await import("./parse-thread.ts");
