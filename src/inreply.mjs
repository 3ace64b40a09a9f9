#!/usr/bin/env node
// The `inreply` command: lets Node run the TypeScript sources, then hands over to cli.ts.
import { register } from "tsx/esm/api";

register();
await import("./cli.ts");
