// What extractReply keeps, folds and says of replies as mail programs write them.
import { describe, expect, test } from "vitest";
import { wordsOf, type ReplyParts } from "../../src/domain/message.ts";
import { extractReply } from "../../src/reply/extract.ts";

const quotedOf = ({ blocks }: ReplyParts) => wordsOf(blocks, ["quoted"]);
const signatureOf = ({ blocks }: ReplyParts) => wordsOf(blocks, ["signature", "disclaimer"]);

const words = (text: string) => text.replace(/\s+/g, " ").trim();
const header = "On Mon, Feb 1, 2016 at 6:32 PM, Ann Lee <ann@example.com> wrote:";

describe("plain text", () => {
  test("a reply above a marked quote keeps the reply and folds the rest", () => {
    const reply = extractReply({ text: `Yes, go ahead.\n\n${header}\n\n> Shall we start?\n>\n> Ann\n` });
    expect(reply.kept).toBe("Yes, go ahead.");
    expect(quotedOf(reply)).toContain("Shall we start?");
    expect(reply.confidence).toBeGreaterThan(0.9);
  });

  test.each([
    [
      "en, wrapped over three lines",
      "On Nov 30, 2011, at 12:47 PM, Somebody <\nsomebody@example.com>\nwrote:",
    ],
    ["en, date wrapped", "On Nov 21, 2014,\nat 10:18,\nJohn Doe <john@example.com> wrote:"],
    ["de", "Am Mo., 1. Feb. 2016 um 18:32 Uhr schrieb Ann Lee <ann@example.com>:"],
    ["de, name first", "Ann Lee <ann@example.com> schrieb am Fr., 28.\nApr. 2017 um 11:53 Uhr:"],
    ["fr", "Le 4 janv. 2016 à 19:03, Ann Lee <ann@example.com> a écrit :"],
    ["es", "El lun, 1 feb 2016 a las 18:32, Ann Lee (<ann@example.com>) escribió:"],
    ["it", "Il giorno lun 1 feb 2016 alle ore 18:32 Ann Lee <ann@example.com> ha scritto:"],
    ["nl", "Op ma 1 feb 2016 om 18:32 schreef Ann Lee <ann@example.com>:"],
    ["nl, Apple", "Op 2 feb. 2015 om 05:28 heeft Ann Lee <ann@example.com> het volgende geschreven:"],
    ["pt", "Em seg., 1 de fev. de 2016 às 18:32, Ann Lee <ann@example.com> escreveu:"],
    ["pl", "pon., 1 lut 2016 o 18:32 Ann Lee <ann@example.com> napisał(a):"],
    ["sv", "Den mån 1 feb. 2016 kl 18:32 skrev Ann Lee <ann@example.com>:"],
    ["da", "Den man. 1. feb. 2016 kl. 18.32 skrev Ann Lee <ann@example.com>:"],
    ["nb", "man. 1. feb. 2016 kl. 18:32 skrev Ann Lee <ann@example.com>:"],
    ["fi", "ma 1. helmik. 2016 klo 18.32 Ann Lee (ann@example.com) kirjoitti:"],
    ["ru", "пн, 1 февр. 2016 г. в 18:32, Ann Lee <ann@example.com>:"],
    ["zh", "在 2016年2月1日，下午6:32，Ann Lee <ann@example.com> 写道："],
    ["no verb", "2016-02-01 18:32 GMT+01:00 Ann Lee <ann@example.com>:"],
  ])("an attribution is folded with the unmarked words below it: %s", (_, attribution) => {
    const reply = extractReply({ text: `Ja, merci.\n\n${attribution}\n\nDas alte Wort.\n` });
    expect(reply.kept).toBe("Ja, merci.");
    expect(words(quotedOf(reply))).toContain("Das alte Wort.");
  });

  test("an attribution in an invented language is known by its place above marks, its address and its time", () => {
    const reply = extractReply({
      text: "Ok.\n\nZub 3 mok 2016 blip 18:32, Ann <ann@example.com> gnorf:\n> Old words\n",
    });
    expect(reply.kept).toBe("Ok.");
  });

  test.each([
    ["en", "From: Ann <ann@example.com>\nSent: Monday, 1 February 2016 18:32\nTo: Bo\nSubject: Plan"],
    ["de", "Von: Ann <ann@example.com>\nGesendet: Montag, 1. Februar 2016 18:32\nAn: Bo\nBetreff: Plan"],
    ["fr", "De : Ann <ann@example.com>\nEnvoyé : lundi 1 février 2016 18:32\nÀ : Bo\nObjet : Plan"],
    [
      "fi",
      "Lähettäjä: Ann <ann@example.com>\nLähetetty: maanantai 1. helmikuuta 2016 18.32\nVastaanottaja: Bo\nAihe: Plan",
    ],
    ["bold", "*From:* Ann <ann@example.com>\n*Sent:* Monday\n*To:* Bo\n*Subject:* Plan"],
    [
      "rule above",
      "________________________________\nFrom: Ann <ann@example.com>\nSent: Monday\nSubject: Plan",
    ],
  ])("a header block cuts: %s", (_, block) => {
    const reply = extractReply({ text: `Fine.\n\n${block}\n\nOld words.\n` });
    expect(reply.kept).toBe("Fine.");
    expect(quotedOf(reply)).toContain("Old words.");
  });

  test.each([
    "-----Original Message-----",
    "-----Ursprüngliche Nachricht-----",
    "-------- Message d'origine --------",
  ])("a separator cuts: %s", (separator) =>
    expect(extractReply({ text: `Fine.\n\n${separator}\nOld words.\n` }).kept).toBe("Fine."),
  );

  test("answers between quoted lines are kept with the lines they answer, and the last quote is folded", () => {
    const reply = extractReply({
      text: `Hi,\n\n${header}\n> Red or blue?\nBlue.\n\n> And when?\nOn Friday.\n\n> Regards\n> Ann\n`,
    });
    expect(words(reply.kept)).toBe("Hi, > Red or blue? Blue. > And when? On Friday.");
    expect(quotedOf(reply)).toContain("Regards");
    expect(reply.method).toContain("answers between quotes");
  });

  test("an answer below the whole quote is kept without it", () => {
    const reply = extractReply({ text: `${header}\n> Red or blue?\n>\n> Ann\n\nBlue.\n` });
    expect(reply.kept).toBe("Blue.");
  });

  test.each([
    ["From: head office we heard nothing.\nCan you ask them?"],
    ["These are missing:\nthe logo\nthe title"],
    ["On Monday we wrote to\nthe printers, and on Tuesday they wrote:\nnothing at all."],
    ["Date: Wednesday 3, October\nTime: 7:00\nPlease bring the papers."],
    ["Use it like this:\n```\n-- \nselect 1\n```\nand tell me."],
    ["Here is the code:\n\n> const x = 1;\n> const y = 2;"],
    ["> Email with only a quote."],
    ["Points:\n-- first point\n-- second point\nThat is all."],
    ["2024-01-15 14:30:25\n15.01.2024 14:30\nThese are the times."],
    ["Visit us\n>>> >>>  http://www.example.com <<<\nany day."],
  ])("lines that look like cuts but stand alone stay: %j", (text) => {
    expect(extractReply({ text }).kept).toBe(text);
  });

  test("a signature is set apart: the delimiter, and what the telephone adds", () => {
    const reply = extractReply({ text: `Done.\n\n-- \nAnn Lee\n+1 555 0100\n\n${header}\n> Old\n` });
    expect([reply.kept, signatureOf(reply)]).toEqual(["Done.", "-- \nAnn Lee\n+1 555 0100"]);
    expect(extractReply({ text: "Done.\n\nSent from my iPhone\n" }).kept).toBe("Done.");
    const proton = "Sent with [Proton Mail](https://proton.me/mail/home) secure email.";
    expect(signatureOf(extractReply({ text: `Done.\n\n${proton}\n` }))).toBe(proton);
    expect(extractReply({ text: "Done.\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n" }).kept).toBe(
      "Done.",
    );
    const sentence = "Hello.\n\nSent from my desk, which is easier than my phone.";
    expect(extractReply({ text: sentence }).kept).toBe(sentence);
  });

  test("with nothing left, the whole is shown, with low confidence and a method that says so", () => {
    const text = `${header}\n> Old words only\n`;
    const reply = extractReply({ text });
    expect(reply.kept).toBe(text.trim());
    expect(reply.confidence).toBeLessThan(0.3);
    expect(reply.method).toContain("whole shown");
  });

  test.each(["--", "____", "> >", "\u200f"])(
    "a lone %j above the quote is nothing, and the whole is shown",
    (mark) => {
      const text = `${mark}\n\n${header}\n> Old words only\n`;
      expect(extractReply({ text }).kept).toContain("Old words only");
    },
  );

  test("a lone question mark above the quote is an answer", () => {
    expect(extractReply({ text: `?\n\n${header}\n> Old words only\n` }).kept).toBe("?");
  });

  test("a header above the only words there are folds the header alone", () => {
    const reply = extractReply({ text: `${header}\n\nIs this the answer or the quote?\n` });
    expect(reply.kept).toBe("Is this the answer or the quote?");
    expect(reply.confidence).toBeLessThanOrEqual(0.5);
  });

  test("email-reply-parser is asked where our own lines find nothing, and its one-line From cut is not followed", () => {
    const text = "감사합니다.\n\n2016. 2. 1. 오후 6:32, Ann Lee 작성:\n> old";
    expect(extractReply({ text }).kept).toBe("감사합니다.");
    const from = "We had one.\n\nFrom: head office <office@example.com>\nwe heard nothing.";
    expect(extractReply({ text: from }).kept).toBe(from);
  });

  test("every word of the original stands in kept, quoted or signature", () => {
    const text = `Top\n\n${header}\n> a\nmiddle\n> b\n\n-- \nAnn\n\n-----Original Message-----\nFrom: x@y.z\nTo: b@c.d\n\nold`;
    const reply = extractReply({ text });
    const sorted = (value: string) => words(value).split(" ").toSorted();
    expect(sorted(`${reply.kept} ${quotedOf(reply)} ${signatureOf(reply)}`)).toEqual(sorted(reply.original));
  });
});

describe("quotes behind tabs", () => {
  // s-nail 14.9, with its own settings.
  const attribution = '"Ann Lee (Northbeam)" <requests@example.com> wrote:';
  const quoted = "\tHi Bo, shall I?\n\t\n\t* * *\n\tStage: Triage\n\t\n\t-- \n\tYou get this";

  test.each([
    ["without", undefined],
    ["with", { text: "Hi Bo, shall I?\n\n* * *\nStage: Triage\n\n-- \nYou get this\n" }],
  ])("an answer below them is kept, none of it taken for a signature, %s the parent known", (_, parent) => {
    const reply = extractReply({ text: `${attribution}\n\n${quoted}\nYes, please.\n\nBo\n`, parent });
    expect([reply.kept, signatureOf(reply)]).toEqual(["Yes, please.\n\nBo", ""]);
    expect(quotedOf(reply)).toContain("You get this");
  });

  test("an answer above them is kept; below the first answer a tab may be the author's own and stays", () => {
    const above = extractReply({ text: `Yes, please.\n\n${attribution}\n\n${quoted}\n` });
    expect(above.kept).toBe("Yes, please.");
    const code = `${attribution}\n\n\tWhich line is it?\nThis one:\n\treturn;\n`;
    expect(extractReply({ text: code }).kept).toBe("This one:\n\treturn;");
  });

  test("tabs that no such line heads are the author's own", () => {
    const code = "Please run this:\n\n\tif (x) {\n\t\treturn;\n\t}\n\nThanks";
    expect(extractReply({ text: code }).kept).toBe(code);
  });
});

describe("the known parent", () => {
  const parent = {
    text: "Bo wrote in New shop window\n\nCould you send us the two photographs of the window before Friday noon, please?\n\nYou get this because you follow the task.",
  };

  test("its lines are quote under a header of an invented language, marked or not", () => {
    const reply = extractReply({
      text: "Here they are.\n\nZub Bo gnorf:\n\nCould you send us the two photographs of the window\nbefore Friday noon, please?\n\nYou get this because you follow the task.\n",
      parent,
    });
    expect(reply.kept).toBe("Here they are.");
    expect(reply.method).toContain("the email it answers");
  });

  test("an answer below an unmarked quote is given back", () => {
    const reply = extractReply({
      text: `Hello Bo.\n\n${header}\n\nCould you send us the two photographs of the window before Friday noon, please?\n\nYou get this because you follow the task.\n\nYes, they are attached to this very mail.\n`,
      parent,
    });
    expect(words(reply.kept)).toBe("Hello Bo. Yes, they are attached to this very mail.");
  });

  test("a parent that is not the one answered changes nothing", () => {
    const text = `Fine.\n\n${header}\n> Something else entirely was said here.\n`;
    const { kept, method } = extractReply({ text, parent });
    expect({ kept, method }).toEqual(expect.objectContaining({ kept: "Fine." }));
    expect(method).not.toContain("the email it answers");
  });
});

describe("text and html together", () => {
  test("agreeing parts are surer than parts that differ", () => {
    const html = '<p>Yes.</p><blockquote type="cite"><p>Old?</p></blockquote>';
    const same = extractReply({ text: `Yes.\n\n${header}\n> Old?`, html });
    const other = extractReply({ text: "No, and something more.", html });
    expect(same.kept).toBe("Yes.");
    expect(other.confidence).toBeLessThan(same.confidence);
    expect(other.method).toContain("differ");
  });

  test("where only the text shows what is quote, the text decides", () => {
    const html = "<p>Yes.</p><p>Old words without any structure</p>";
    expect(extractReply({ text: `Yes.\n\n${header}\n> Old words without any structure`, html }).kept).toBe(
      "Yes.",
    );
  });

  test("a mail with no words has empty parts", () => {
    expect(extractReply({ text: " \n", html: "<div><br></div>" })).toMatchObject({
      kept: "",
      original: "",
      blocks: [],
    });
    expect(extractReply({})).toMatchObject({ kept: "", original: "", method: "empty" });
  });
});
