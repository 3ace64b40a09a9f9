// `npm run bench`: how fast mail becomes messages (load.ts). `npm run bench -- replies`: how replies are read, beside other
// programs (replies/replies.ts). `npm run bench -- pages`: how heavy and how fast the pages are (pages/pages.ts). `npm run bench --
// growth`: both again on a large store (growth/growth.ts). Each file says its flags.
const benches: Record<string, () => Promise<unknown>> = {
  replies: () => import("./replies/replies.ts"),
  pages: () => import("./pages/pages.ts"),
  growth: () => import("./growth/growth.ts"),
};
await(benches[process.argv[2] ?? ""] ?? (() => import("./load.ts")))();
