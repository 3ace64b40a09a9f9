// What an email's author wrote is on the task, in every form that other help desks lose it in; what was cut stands behind a
// click; and what no program can read is said so.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOn, openDesk, type Desk, type Letter } from "./desk.ts";

const html = ["MIME-Version: 1.0", "Content-Type: text/html; charset=utf-8"];

let desk: Desk;
let asked: Awaited<ReturnType<Desk["ask"]>>;
beforeAll(async () => {
  desk = await openDesk();
  asked = await desk.ask(["ann", "lee"], "Which colour should it have?\n\nAnd when shall we start?");
}, 30_000);
afterAll(() => desk.stop());

/** Ann's answer, and the message that it became. */
async function answer(letter: Partial<Letter>) {
  const { email, message } = await answerOn(desk, asked, letter);
  return { email, message, kept: message.kept };
}

describe("words of the author's", () => {
  it("are all on the page of the whole email, one click from the message, whatever was cut", async () => {
    const body =
      "Blue, I think.\n\nAnn Weber\nHarbor Dental\n\nOn Mon, 2 Mar 2026 at 09:00, Priya Nair <priya@northbeam.example> wrote:\n> Which colour should it have?\n> And a line that Priya never wrote.";
    const { message, kept } = await answer({ body });
    expect(kept).toMatch(/^Blue, I think\./u);
    expect(kept).not.toContain("never wrote");
    expect(
      message
        .blocks!.map(({ text }) => text)
        .join("")
        .trim(),
    ).toBe(body);
    const page = await (await desk.signedIn("ann")).get(`/messages/${message.id}`);
    expect(page.text).toContain("And a line that Priya never wrote.");
    const task = await (await desk.signedIn("ann")).get(`/tasks/${asked.taskId}`);
    expect(task.text).toContain("Quoted text");
  });

  it("in a blockquote that nobody is said to have written are no quote", async () => {
    const body =
      "<p>Our slogan shall be:</p><blockquote style='border-left:3px solid red'>Smile, we mean it.</blockquote><p>In green, please.</p>";
    const { kept } = await answer({ headers: html, body });
    for (const words of ["Our slogan", "Smile, we mean it.", "In green"]) expect(kept).toContain(words);
  });

  it("between the quoted lines are kept, each with the line that it answers", async () => {
    const body =
      "On Mon, 2 Mar 2026, Priya Nair wrote:\n> Which colour should it have?\n\nBlue.\n\n> And when shall we start?\n\nOn Friday.\n";
    const { kept } = await answer({ body });
    expect(kept).toMatch(/colour[^]*Blue\.[^]*start\?[^]*On Friday\./u);
  });

  it.each([
    "Three things I need:\n- a price\n- a date\n\n> that is, soon\n\nAlso:\nthe logo",
    "From: the car park, turn left.\nTo: nobody in particular.\n\nThat is the way.",
    "-------\nA line above, and dashes below\n-------\nStill mine.",
    "Thanks,\n\nand one more thing: can the button be round?",
  ])("that look like the beginning of a quote stay: %j", async (body) => {
    expect((await answer({ body })).kept).toBe(body);
  });

  it("outside the html element are kept", async () => {
    const body =
      "Text above, from Yahoo for Android.<br><html><body><p>And text within.</p></body></html>And below.";
    const { kept } = await answer({ headers: html, body });
    for (const words of ["Text above", "And text within.", "And below."]) expect(kept).toContain(words);
  });

  it("before and after a file are both kept, in their order", async () => {
    const body = [
      "--b",
      "Content-Type: text/plain",
      "",
      "Here is the plan:",
      "--b",
      'Content-Type: application/pdf; name="plan.pdf"',
      "Content-Disposition: inline",
      "Content-Transfer-Encoding: base64",
      "",
      "JVBERi0=",
      "--b",
      "Content-Type: text/plain",
      "",
      "What do you think of it?",
      "--b--",
    ].join("\n");
    const { kept, message } = await answer({ headers: ["Content-Type: multipart/mixed; boundary=b"], body });
    expect(kept).toMatch(/Here is the plan:\s+What do you think of it\?/u);
    expect((await (await desk.signedIn("lee")).get(`/tasks/${message.taskId}`)).text).toContain("plan.pdf");
  });
});

describe("words of the author's, as Apple Mail writes them around a file,", () => {
  it("are all kept, though its html is in two parts and its plain text is one", async () => {
    const body = [
      "--o",
      "Content-Type: text/plain; charset=us-ascii",
      "",
      "Here is the plan:",
      "",
      "",
      "",
      "What do you think of it?",
      "",
      "--o",
      "Content-Type: multipart/mixed; boundary=i",
      "",
      "--i",
      "Content-Type: text/html; charset=us-ascii",
      "",
      "<html><body>Here is the plan:<div><br></div><div></div></body></html>",
      "--i",
      'Content-Type: application/pdf; x-unix-mode=0644; name="plan.pdf"',
      "Content-Disposition: inline; filename=plan.pdf",
      "Content-Transfer-Encoding: base64",
      "",
      "JVBERi0=",
      "--i",
      "Content-Type: text/html; charset=us-ascii",
      "",
      "<html><body><div></div><div><br></div><div>What do you think of it?</div></body></html>",
      "--i--",
      "--o--",
    ].join("\n");
    const headers = [
      "Mime-Version: 1.0 (Mac OS X Mail 16.0)",
      "Content-Type: multipart/alternative; boundary=o",
    ];
    const { kept, message } = await answer({ headers, body });
    expect(kept).toMatch(/^Here is the plan:\s+What do you think of it\?$/u);
    expect((await (await desk.signedIn("lee")).get(`/tasks/${message.taskId}`)).text).toContain("plan.pdf");
  });
});

describe("what they quote", () => {
  it.each([
    ["as Outlook writes it", 'id="divRplyFwdMsg"', 'id="appendonsend"'],
    ["with the prefixes that Outlook puts before names", 'id="x_divRplyFwdMsg"', 'id="x_appendonsend"'],
  ])("below a block of headers is folded, %s", async (_about, header, above) => {
    const body = `<div>Blue.</div><div ${above}></div><hr><div ${header}><b>From:</b> Priya Nair (Northbeam)<br><b>Sent:</b> Monday, March 2, 2026 9:00<br><b>To:</b> Ann Weber<br><b>Subject:</b> Booking form</div><div>Which colour should it have?</div>`;
    expect((await answer({ headers: html, body })).kept).toBe("Blue.");
  });

  it("is found in quoted-printable, where marks are written =3D and lines are broken", async () => {
    const body =
      '<div>Blue =E2=80=93 and =\nround.</div><div class=3D"gmail_quote gmail_quote_container"><div class=3D"gmail_attr">On Mon, =\nMar 2, 2026, Priya wrote:</div><blockquote class=3D"gmail_quote">Which colour shou=\nld it have?</blockquote></div>';
    const headers = [...html, "Content-Transfer-Encoding: quoted-printable"];
    expect((await answer({ headers, body })).kept).toBe("Blue – and round.");
  });

  it.each([
    "On Mon, Mar 2, 2026 at 9:00 AM Priya Nair <p@northbeam.example> wrote:",
    "Am 02.03.26 um 09:00 schrieb Priya Nair:",
    "Le lun. 2 mars 2026 à 09:00, Priya Nair <p@northbeam.example> a écrit :",
    "El lun, 2 mar 2026 a las 9:00, Priya Nair (<p@northbeam.example>) escribió:",
    "Il giorno lun 2 mar 2026 alle ore 09:00 Priya Nair <p@northbeam.example> ha scritto:",
    "pon., 2 mar 2026 o 09:00 Priya Nair <p@northbeam.example> napisał(a):",
    "Op ma 2 mrt 2026 om 09:00 schreef Priya Nair <p@northbeam.example>:",
    "Em seg., 2 de mar. de 2026 às 09:00, Priya Nair <p@northbeam.example> escreveu:",
    "Den mån 2 mars 2026 kl 09:00 skrev Priya Nair <p@northbeam.example>:",
    "Den man. 2. mar. 2026 kl. 09.00 skrev Priya Nair <p@northbeam.example>:",
    "man. 2. mars 2026 kl. 09:00 skrev Priya Nair <p@northbeam.example>:",
    "ma 2. maalisk. 2026 klo 9.00 Priya Nair (p@northbeam.example) kirjoitti:",
    "po 2. 3. 2026 v 9:00 odesílatel Priya Nair <p@northbeam.example> napsal:",
    "Priya Nair <p@northbeam.example>, 2 Mar 2026 Pzt, 09:00 tarihinde şunu yazdı:",
    "2026年3月2日(月) 9:00 Priya Nair <p@northbeam.example>:",
    "Priya Nair <p@northbeam.example> 于2026年3月2日周一 09:00写道：",
  ])("is folded below “%s”", async (attribution) => {
    const body = `Blue.\n\n${attribution}\n\n> Words that stand in no email of ours.\n> Nor do these.\n`;
    expect((await answer({ body })).kept).toBe("Blue.");
  });

  it("is also what stands below another help desk's line “reply above”, and it is folded, not lost", async () => {
    const marker = "##- Please type your reply above this line -##";
    const body = `Blue, and I sent it to our own desk, too.\n\n${marker}\n\nYour request (4711) was received.`;
    const { kept, message } = await answer({ body });
    expect(kept).toBe("Blue, and I sent it to our own desk, too.");
    const page = await (await desk.signedIn("ann")).get(`/messages/${message.id}`);
    expect(page.text).toContain("Your request (4711) was received.");
  });

  it("is not all of an email that another help desk sent and that begins with its line", async () => {
    const body =
      "##- Please type your reply above this line -##\n\nYour request (4712) was updated. We take the blue one.\n\nAnn Weber";
    const { kept } = await answer({ body });
    expect(kept).toContain("We take the blue one.");
  });
});
