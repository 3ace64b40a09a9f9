// GMX and Web.de on the web, Mail.ru and My Mail; Yandex writes bare blockquotes below an attribution.
import type { Program } from "../structure.ts";

/** Forms: talon tests/fixtures/html_replies/mail_ru.html; felixfw/email-origin test/html (GMX); my.com mails in public tests. */
export const gmxAndMailRu: Program = {
  marks: {
    // GMX: <div name="quote" style="…border-left: 2px solid rgb(195, 217, 229);…"><div><b>Gesendet:</b>…</div><div name="quoted-content">
    "quoted-content": "container",
    // Mail.ru: <blockquote style="border-left:1px solid #0857A6; …"><div class="js-helper js-readmsg-msg">, the letter read
    "js-readmsg-msg": "container",
    // <div class="mail-quote-collapse"><blockquote …>
    "mail-quote-collapse": "container",
  },
  shapes: [
    {
      tag: "div",
      kind: "container",
      name: "gmx quote",
      fits: ({ name }, style) => name === "quote" && style.includes("border-left"),
    },
    // <blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;">; My Mail: #FC2C38
    {
      tag: "blockquote",
      kind: "container",
      name: "mail.ru bar",
      fits: (_, style) => /border-left:1pxsolid(?:#0857a6|#fc2c38)/.test(style),
    },
  ],
};
