// Small file systems of a test's own, for root where it may mount: one in memory that fills up, and one on a loop device that
// turns read-only by itself as after a fault of its disk.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

export interface Disk {
  folder: string;
  /** Leaves so many bytes of room. */
  fill: (freeBytes: number) => void;
  /** Takes what `fill` wrote away. */
  makeRoom: () => void;
  /** From now on nothing can be written, also by who has its files open. */
  turnReadOnly: () => void;
  /** Writes can be made again. No process may have its files open. */
  mend: () => void;
}

const sizeBytes = 64 * 1024 * 1024;

/** Needs root, and a machine on which root may mount. */
export function mountDisk(onTestFinished: (end: () => void) => void, kind: "tmpfs" | "ext4"): Disk {
  const folder = mkdtempSync(join(tmpdir(), "inreply-disk-"));
  const image = `${folder}.image`;
  const remove = () => {
    // What still has a file open there is another test's process no longer.
    attempt("umount", "--lazy", folder);
    rmSync(folder, { recursive: true, force: true });
    rmSync(image, { force: true });
  };
  onTestFinished(remove);
  if (kind === "tmpfs") {
    run("mount", "-t", "tmpfs", "-o", `size=${sizeBytes}`, "tmpfs", folder);
  } else {
    writeFileSync(image, "");
    truncateSync(image, sizeBytes);
    run("mkfs.ext4", "-q", "-m", "0", image);
    run("mount", "-o", "loop,errors=remount-ro", image, folder);
  }
  const ballast = join(folder, "ballast");
  return {
    folder,
    fill: (freeBytes) => {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(ballast, Buffer.alloc(bavail * bsize - freeBytes));
    },
    makeRoom: () => unlinkSync(ballast),
    turnReadOnly: () => {
      const source = execFileSync("findmnt", ["-n", "-o", "SOURCE", folder], { encoding: "utf8" }).trim();
      writeFileSync(`/sys/fs/ext4/${basename(source)}/trigger_fs_error`, "a fault that a test made up");
    },
    mend: () => {
      // What a fault turned read-only is not written to again before it was checked.
      execFileSync("umount", [folder]);
      // 1: faults were found and mended.
      attempt("e2fsck", "-y", image);
      execFileSync("mount", ["-o", "loop,errors=remount-ro", image, folder]);
    },
  };
}

/** Throws what the command said. */
function run(command: string, ...words: string[]): void {
  execFileSync(command, words, { stdio: "pipe" });
}

function attempt(command: string, ...words: string[]): boolean {
  try {
    execFileSync(command, words, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
