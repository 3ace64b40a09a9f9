// Replies as mail programs write them in html: what is folded, and what only looks like a quote.
import { describe, expect, test } from "vitest";
import { wordsOf, type ReplyParts } from "../../../src/domain/message.ts";
import { extractReply } from "../../../src/reply/extract.ts";

const quotedOf = ({ blocks }: ReplyParts) => wordsOf(blocks, ["quoted"]);
const signatureOf = ({ blocks }: ReplyParts) => wordsOf(blocks, ["signature", "disclaimer"]);

const words = (text: string) => text.replace(/\s+/g, " ").trim();
const kept = (html: string) => words(extractReply({ html }).kept);

describe("quote containers", () => {
  test.each([
    [
      "Gmail",
      '<div dir="ltr">Yes.</div><br><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">Zub gnorf:<br></div><blockquote class="gmail_quote">Old</blockquote></div>',
    ],
    [
      "Gmail without a blockquote",
      'Yes.<div class="gmail_quote">On 11-Apr-2011, at 6:54 PM, Bob wrote:<div>Old</div></div>',
    ],
    [
      "Outlook on the web",
      '<div>Yes.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Zub:</b> Bob<br><b>Mok:</b> x</div><div>Old</div>',
    ],
    [
      "Outlook, ids prefixed by forwarding",
      '<div>Yes.</div><hr><div id="x_divRplyFwdMsg"><b>Zub:</b> Bob</div><div>Old</div>',
    ],
    [
      "Outlook for Windows",
      '<div class="WordSection1"><p class="MsoNormal">Yes.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal"><b>Zub:</b> Bob<br><b>Mok:</b> x</p></div><p>Old</p></div>',
    ],
    ["Hotmail", '<div>Yes.<hr id="stopSpelling">Date: Thu, 26 Jun 2014<br>Old</div>'],
    [
      "Apple Mail",
      'Yes.<div><br><blockquote type="cite"><div>Zub Bob gnorf:</div><div>Old</div></blockquote></div>',
    ],
    [
      "iOS",
      'Yes.<div><br>On Apr 3, 2012, at 4:19 PM, bob wrote:<br><br></div><blockquote type="cite">Old</blockquote>',
    ],
    [
      "Thunderbird",
      'Yes.<br><div class="moz-cite-prefix">Zub Bob\n gnorf<br></div><blockquote type="cite" cite="mid:x">Old</blockquote>',
    ],
    [
      "Yahoo",
      '<div>Yes.</div><div id="yahoo_quoted_12" class="yahoo_quoted"><div>Zub</div><div>Old</div></div>',
    ],
    [
      "Yahoo, its names prefixed by the composer",
      '<div class="ydp6c8c9ee7yahoo-style-wrap"><div>Yes.</div></div><div id="ydpccde241eyahoo_quoted_43" class="ydpccde241eyahoo_quoted"><div>Zub gnorf</div><div>Old</div></div>',
    ],
    [
      "Proton",
      'Yes.<div class="protonmail_quote">Zub gnorf<br><blockquote class="protonmail_quote" type="cite">Old</blockquote></div>',
    ],
    [
      "Zimbra",
      '<div>Yes.</div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>Zub: </b>Bob</div>Old',
    ],
    [
      "Mail.ru",
      "<p>Yes.</p>Thu, 26 Jun 2014 14:00:51 +0400 от Bob &lt;b@example.com&gt;:<br><blockquote>Old</blockquote>",
    ],
    [
      "our own email, in a program we do not know",
      'Yes.<section><table data-inreply="email"><tr><td>Zub</td></tr><tr><td data-inreply="quote">Old</td></tr></table></section>',
    ],
  ])("%s", (_, html) => {
    const reply = extractReply({ html });
    expect(words(reply.kept)).toBe("Yes.");
    expect(quotedOf(reply)).toContain("Old");
    expect(reply.confidence).toBeGreaterThan(0.8);
  });

  test("answers between Gmail's blockquotes, inside its container, are kept with what they answer", () => {
    const html =
      '<div class="gmail_quote"><div class="gmail_attr">On 1 May 2020 Bob wrote:</div><blockquote class="gmail_quote">Red?</blockquote><div>Yes, red.</div><blockquote class="gmail_quote">When?</blockquote><div>Monday.</div><blockquote class="gmail_quote">Bye</blockquote></div>';
    expect(kept(html)).toBe("> Red? Yes, red. > When? Monday.");
  });

  test("a blockquote used as formatting is not a quote, whatever its class", () => {
    expect(kept("<p>The law says:</p><blockquote>All are equal.</blockquote><p>So there.</p>")).toContain(
      "All are equal.",
    );
    expect(kept('Message<blockquote class="gmail_quote">My name is William.</blockquote>')).toContain(
      "My name is William.",
    );
  });

  test("a bar beside a div is where the quote below an attribution ends", () => {
    const bar = (text: string) =>
      `<div style="margin-left:8px; border-left: 2px solid #ccc; padding-left: 8px;"><div>${text}</div></div>`;
    const attribution = "<div>On 1 May 2020 at 10:00, Bob &lt;b@example.com&gt; wrote:</div>";
    expect(kept(`<div>Yes.</div>${attribution}${bar("Old")}<div>And no.</div>`)).toBe("Yes. And no.");
    expect(kept(`<div>Yes.</div>${bar("Old")}`)).toBe("Yes.");
    expect(kept(`<div>The text:</div>${bar("New")}`)).toContain("New");
    expect(kept(`<div>The text.</div>${bar("New")}<div>Yes.</div>`)).toContain("New");
  });

  test("quote marks that stand in the html as they are, below what programs made of plain text, end where the answer begins", () => {
    const attribution = "On 1 May 2020 at 10:00, Bob &lt;b@example.com&gt; wrote:";
    expect(kept(`Yes.<br>${attribution}<br>&gt; Old<br>&gt; Older<br><br>And no.`)).toBe("Yes. And no.");
    expect(kept(`${attribution}<br>&gt; Red?<br>Yes.<br>&gt; When?<br>Now.`)).toBe(
      "> Red? Yes. > When? Now.",
    );
    const styled = `<div style="white-space:pre-wrap">Yes.\n\n${attribution}\n&gt; Old\n&gt; Older</div>`;
    expect(kept(styled)).toBe("Yes.");
    const collapsed =
      "<div>Yes.</div><blockquote>On 01/03/11 7:07 PM, Bob wrote:\n> Hi,\n>> Old\n> Older</blockquote>";
    expect(kept(collapsed)).toBe("Yes.");
  });

  test("marks that were typed in html that has quotes of its own are the author's", () => {
    const quote = '<div class="moz-cite-prefix">Zub</div><blockquote type="cite">Old</blockquote>';
    expect(kept(`${quote}<p>&gt; see you there</p><p>From the song.</p><p>&gt; and back</p>`)).toBe(
      "> see you there From the song. > and back",
    );
  });

  test("a header label typed right above a quote's container is the author's", () => {
    const header = "<b>From:</b> Bob &lt;b@example.com&gt;<br><b>Sent:</b> Friday<br><b>Subject:</b> Red";
    const html = `<div>From: me, to: you.</div><div name="quote" style="border-left:2px solid #C3D9E5">${header}<div name="quoted-content">Old</div></div>`;
    expect(kept(html)).toBe("From: me, to: you.");
  });

  test("text outside the html element is kept, before and after it", () => {
    const html =
      'Before. <html><body><div>Inside.</div><div id="divRplyFwdMsg"><b>From:</b> Bob</div>Old</body></html> After.';
    expect(kept(html)).toBe("Before. Inside. After.");
  });

  test("a header label that was typed right above the program's rule is the author's", () => {
    const html =
      '<div>Yes.</div><div>From: me, to you.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Bob &lt;b@example.com&gt;<br><b>Sent:</b> Friday, 1 May 2020<br><b>Subject:</b> Red</div><div>Old</div>';
    expect(kept(html)).toBe("Yes. From: me, to you.");
    const text = `Yes.\nFrom: me, to you.\n${"_".repeat(32)}\nFrom: Bob <b@example.com>\nSent: Friday, 1 May 2020\nSubject: Red\n\nOld`;
    expect(words(extractReply({ text }).kept)).toBe("Yes. From: me, to you.");
  });

  test("a div with a line above it that holds no header line is not a cut", () => {
    const html =
      '<p>One</p><div style="border:none;border-top:solid windowtext 1.0pt"><p>Two words here</p></div><p>Three</p>';
    expect(kept(html)).toBe("One Two words here Three");
  });
});

describe("signatures", () => {
  test("an element's signature is set apart, and words below it are not", () => {
    const html =
      '<div>Yes.</div>-- <br><div class="gmail_signature">Ann<br>Lee</div><div>And one thing more.</div>';
    const reply = extractReply({ html });
    expect(words(reply.kept)).toBe("Yes. And one thing more.");
    expect(words(signatureOf(reply))).toBe("-- Ann Lee");
  });

  test.each([
    [
      "Gmail for Android",
      '<div dir="auto">Yes.<div dir="auto"><br></div><div data-smartmail="gmail_signature" dir="auto">Ann<br>Lee</div></div>',
    ],
    ["Yahoo", '<div>Yes.</div><div class="ydp9b9df09esignature"><div dir="ltr">Ann<br>Lee</div></div>'],
  ])("%s marks it in its own way", (_, html) => {
    const reply = extractReply({ html });
    expect(words(reply.kept)).toBe("Yes.");
    expect(words(signatureOf(reply))).toBe("Ann Lee");
  });

  test("lines that were typed inside the signature of Gmail for Android are kept", () => {
    // The phone gives every new line the attribute of the line it was typed in.
    const html = ["Hello.", "Will redo the patch.", "Cheers"]
      .map((line) => `<div data-smartmail="gmail_signature" dir="auto">${line}</div>`)
      .join("");
    const quote =
      '<div class="gmail_quote"><div class="gmail_attr">On 1 May 2020 Bob wrote:</div><blockquote class="gmail_quote">Old</blockquote></div>';
    expect(kept(`<div dir="auto">${html}</div><br>${quote}`)).toBe("Hello. Will redo the patch. Cheers");
  });

  test("a signature that only the html shows does not make the two bodies differ", () => {
    const html =
      '<div>Yes.</div><div id="Signature">Ann Lee</div><div id="divRplyFwdMsg"><b>From:</b> Bob</div>Old';
    const text = `Yes.\n\nAnn Lee\n${"_".repeat(32)}\nFrom: Bob <b@example.com>\nSent: Friday, 1 May 2020\nSubject: Red\n\nOld`;
    const reply = extractReply({ html, text });
    expect([reply.kept, signatureOf(reply)]).toEqual(["Yes.", "Ann Lee"]);
    expect(reply.method).not.toContain("differ");
    expect(reply.confidence).toBeGreaterThan(0.8);
    expect(extractReply({ html, text: text.replace("Yes.", "No.") }).method).toContain("differ");
  });

  test("a whole letter typed inside the signature's element is kept", () => {
    const html = `<div id="AppleMailSignature">${"<div>A line of the letter itself, typed in the wrong place.</div>".repeat(40)}</div>`;
    expect(kept(html)).toContain("typed in the wrong place");
  });
});
