// The first file of a parse thread: worker threads load TypeScript only after registering tsx themselves.
import { register } from "tsx/esm/api";

register();
await import("./parse-thread.ts");
