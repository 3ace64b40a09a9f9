// On a database server, drops the databases of each file of tests once it is over: a run makes thousands.
import { afterAll } from "vitest";
import { dropDatabases } from "./store.ts";

afterAll(dropDatabases);
