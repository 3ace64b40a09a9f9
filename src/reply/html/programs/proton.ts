// The mail services that encrypt: Proton, Tuta, Skiff.
import type { Program } from "../structure.ts";

/** Forms: ProtonMail/WebClients applications/mail/src/app/helpers/message/messageBlockquote.ts. */
export const proton: Program = {
  marks: {
    // <div class="protonmail_quote">On … wrote:<br><br><blockquote class="protonmail_quote" type="cite">
    protonmail_quote: "wrapper",
    // <div class="protonmail_signature_block"><div class="protonmail_signature_block-user protonmail_signature_block-empty">
    protonmail_signature_block: "signature",
    // <blockquote class="tutanota_quote" style="border-left: 1px solid #93a3b8; …">
    tutanota_quote: "container",
    // <div class="skiff_quote">; <blockquote data-skiff-mail="">
    skiff_quote: "container",
    "data-skiff-mail": "container",
  },
};
