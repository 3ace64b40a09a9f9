// Notices that servers add and footers of mailing lists go apart; sentences of the author's about them stay.
import { describe, expect, test } from "vitest";
import { extractReply } from "../../../src/reply/extract.ts";

const notices = [
  "This e-mail and any attachments are confidential and intended solely for the addressee. If you have received it in error,\nplease notify the sender and delete it.",
  "CONFIDENTIALITY NOTICE: The contents of this email message and any attachments are intended solely for the addressee(s) and may contain confidential and/or privileged information.",
  "Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der richtige Adressat sind,\ninformieren Sie bitte sofort den Absender und vernichten Sie diese Mail.",
  "Ce message et toutes les pièces jointes sont confidentiels et établis à l'intention exclusive de ses destinataires.\nSi vous avez reçu ce message par erreur, merci de le détruire.",
  "Este mensaje y sus archivos adjuntos son confidenciales y van dirigidos exclusivamente a su destinatario. Si lo ha recibido por error, elimínelo.",
  "Questo messaggio e gli eventuali allegati sono riservati ai soli destinatari. Se lo avete ricevuto per errore, siete pregati di cancellarlo.",
  "Dit bericht kan vertrouwelijke informatie bevatten en is uitsluitend bestemd voor de geadresseerde. Bent u dat niet, dan verzoeken wij u het te verwijderen.",
  "Treść tej wiadomości może zawierać informacje poufne i jest przeznaczona wyłącznie dla adresata. Jeżeli nie są Państwo adresatem, prosimy o jej usunięcie.",
  "本邮件及其附件含有保密信息，仅限于发送给上面地址中列出的个人或群组。禁止任何其他人以任何形式使用。如果您误收了本邮件，请您立即通知发件人并删除本邮件！收件人不得转发，违者将承担法律责任。谢谢您的合作，祝工作顺利，万事如意，身体健康，阖家幸福。",
  'You received this message because you are subscribed to the Google Groups "plans" group.\nTo unsubscribe from this group and stop receiving emails from it, send an email to plans+unsubscribe@example.com.',
  "_______________________________________________\nplans mailing list\nplans@example.com\nhttps://lists.example.com/listinfo/plans",
];

describe("a notice below a message is apart", () => {
  test.each(notices)("%j", (notice) => {
    const reply = extractReply({ text: `Yes, please do.\n\nAnn\n\n${notice}\n` });
    expect(reply.kept).toBe("Yes, please do.\n\nAnn");
    expect(reply.blocks.at(-1)?.kind).toBe("disclaimer");
    expect(reply.blocks.map(({ text }) => text).join("")).toBe(reply.original);
  });

  test("below the quote it makes no answer", () => {
    const text = `Yes.\n\nOn Mon, Feb 1, 2016 at 6:32 PM, Ann <a@b.example> wrote:\n> Shall we?\n> When?\n\n${notices[0]}\n`;
    expect(extractReply({ text }).kept).toBe("Yes.");
  });

  test("several, one below the other, with rules between", () => {
    const text = `Yes.\n\n-----\n${notices[0]}\n-----\n\n${notices[2]}\n`;
    expect(extractReply({ text }).kept).toBe("Yes.");
  });
});

test.each([
  "This e-mail is confidential, so please do not show it to Bo.",
  "This message came in error, please delete it.",
  "Diese Nachricht ist vertraulich. Bitte nicht weitergeben.",
  "To unsubscribe people we need a new page. Can you build it?",
  "Please add this text to the footer:\n\nYou may not copy it.",
  "The disclaimer on our page says that it is confidential. Please delete it there and notify the sender of the form.",
])("what the author writes about notices stays: %j", (text) => {
  for (const whole of [`Hello,\n\n${text}\n\nAnn`, `Hello,\n\n${text}`]) {
    expect(extractReply({ text: whole }).kept).toBe(whole);
  }
});
