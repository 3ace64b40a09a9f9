// `npm run bench`: how fast mail becomes messages (load.ts). `npm run bench -- replies`: how replies are read, beside other
// programs (replies/replies.ts). `npm run bench -- pages`: how heavy and how fast the pages are (pages/pages.ts). Each file says
// its flags.
<<<<<<< HEAD
switch (process.argv[2]) {
  case "replies":
    await import("./replies/replies.ts");
    break;
  case "pages":
    await import("./pages/pages.ts");
    break;
  default:
    await import("./load.ts");
}
=======
const benches: Record<string, () => Promise<unknown>> = {
  replies: () => import("./replies/replies.ts"),
  pages: () => import("./pages/pages.ts"),
};
await(benches[process.argv[2] ?? ""] ?? (() => import("./load.ts")))();
>>>>>>> 518add7fbfe8aa3cfd9b85a83ae8986e9a44a559
