// How the tests run. Loading modules costs more than most tests, so that files share what a worker has loaded; those that count
// on fresh modules, stand in for the network, or measure how fast new code is run alone.
import { defineConfig } from "vitest/config";

const alone = ["test/reply/expressions.test.ts", "test/reply/hostile.test.ts", "test/setup/sendgrid.test.ts"];
/** They start programs of Debian: a browser, a mail server. */
const programs = ["test/{browser,mta}/**/*.test.ts"];
/** They start our own program as an operator or a mail server does, again and again. */
const processes = [
  "test/cli.test.ts",
  "test/container.test.ts",
  "test/operator/{backup,extract,receive}.test.ts",
  "test/flow/two-installations.test.ts",
  "test/store/sqlite/killed-migration.test.ts",
];
/** They kill processes of ours, databases, disks and connections while mail comes in. Most of their time is waiting. */
const faults = ["test/faults/**/*.test.ts"];
const isServer = process.env["TEST_DATABASE_URL"] !== undefined;
/** Its pragmas, its query plans, its shared commits. */
const sqliteOnly = isServer ? ["test/store/sqlite/**"] : [];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: "test/support/test-folder.ts",
    projects: [
      {
        extends: true,
        test: {
          name: "shared",
          include: ["test/**/*.test.ts"],
          exclude: [...alone, ...programs, ...processes, ...faults, ...sqliteOnly],
          isolate: false,
          setupFiles: isServer ? ["test/support/after-each-file.ts"] : [],
        },
      },
      { extends: true, test: { name: "alone", include: alone } },
      { extends: true, test: { name: "programs", include: programs } },
      { extends: true, test: { name: "processes", include: processes } },
      {
        extends: true,
        test: { name: "faults", include: faults, globalSetup: "test/faults/figures.ts" },
      },
    ],
  },
});
