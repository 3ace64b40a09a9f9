// `npm run bench`: how fast mail becomes messages (load.ts). `npm run bench -- replies`: how replies are read, beside other
// programs (replies/replies.ts). Each file says its flags.
if (process.argv[2] === "replies") {
  await import("./replies/replies.ts");
} else {
  await import("./load.ts");
}
