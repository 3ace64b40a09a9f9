// What both tests with a mail server begin with and look at: Inreply beside it, people's newest emails, and staff who sign in.
import { simpleParser, type ParsedMail } from "mailparser";
import { vi } from "vitest";
import { account, copyInreply, install, pipeCommand, type InstalledInreply } from "./installation.ts";
import { startMailServer, type MailServer, type MailServerOptions } from "./mail-server.ts";
import { openVisitor, type WebVisitor } from "./visitor.ts";

/** How long mail may take from hand to hand. */
export const wait = { timeout: 60_000, interval: 250 };

export const priya = { name: "Priya Nair", address: "priya@northbeam.example" };
export const ann = { name: "Ann Weber", address: "ann@harbordental.example" };

export interface PostOffice {
  server: MailServer;
  inreply: InstalledInreply;
}

/** A mail server that gives the reply domain's mail to an Inreply that is started. */
export async function openPostOffice(options: Omit<MailServerOptions, "pipe">): Promise<PostOffice> {
  const server = await startMailServer({
    ...options,
    pipe: (folder) => {
      copyInreply(folder);
      return { argv: pipeCommand(folder), user: account };
    },
  });
  const inreply = await install(server);
  await inreply.start();
  return { server, inreply };
}

export async function closePostOffice(office: PostOffice | undefined): Promise<void> {
  await office?.inreply.stop();
  await office?.server.stop();
}

/** Waits until somebody has an email with these words, and answers the newest. */
export async function emailWith(
  { server }: Pick<PostOffice, "server">,
  address: string,
  text: string,
): Promise<{ raw: string; mail: ParsedMail }> {
  return vi.waitFor(async () => {
    for (const raw of server.mailOf(address).toReversed()) {
      const mail = await simpleParser(raw);
      if (mail.text?.includes(text) === true) return { raw, mail };
    }
    const all = server.mailOf(address).join("\n=====\n").slice(-6_000);
    throw new Error(`${address} has no email with “${text}”.\n${all}`);
  }, wait);
}

/** Signs in with the link that is emailed to them. */
export async function signInByEmail(office: PostOffice, address: string): Promise<WebVisitor> {
  const visitor = openVisitor(office.inreply.baseUrl);
  await visitor.post("/sign-in", { address });
  const { mail } = await emailWith(office, address, "press the button there to sign in");
  const link = /http:\/\/127\.0\.0\.1:\d+(\/sign-in\/\S+)/u.exec(mail.text ?? "")?.[1] ?? "";
  await visitor.get(link);
  await visitor.post(link, {});
  return visitor;
}

/** What a page says, without its markup. */
export function words(page: string): string {
  return page
    .replaceAll(/<[^>]*>/gu, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&#x3D;", "=")
    .replaceAll(/\s+/gu, " ");
}
