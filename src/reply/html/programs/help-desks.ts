// Help desks and shared inboxes, when the client answers from one: Zendesk, Freshdesk, Front, Missive, Intercom, HubSpot …
import type { Program } from "../structure.ts";

/** Forms: freshdesk/helpkit lib/helpdesk/process_email.rb; unquote's handlers.ts; tests of public mail apps (Missive, Front). */
export const helpDesks: Program = {
  marks: {
    // <div class="freshdesk_quote"><blockquote class="freshdesk_quote">On … wrote:
    freshdesk_quote: "container",
    // Zendesk: <div class="quotedReply"><blockquote style="margin: 0 0 0 .8ex; …">
    quotedreply: "container",
    // <blockquote type="cite" class="front-blockquote">On … wrote:<br><br><div class="front-email-body">
    "front-blockquote": "container",
    "front-signature": "signature",
    // <div>On … (a@b.c) wrote:</div><div class="missive_quote"><blockquote style="margin-top:0;margin-bottom:0" type="cite">
    missive_quote: "container",
    // HubSpot: <div class="hs_reply">; Outreach: <div class="outreach-quote">; Fernand: <div class="fernand_quote">
    hs_reply: "container",
    "outreach-quote": "container",
    fernand_quote: "container",
    // Notion: <blockquote class="notion-mail-quote">; <blockquote data-type="quote-separator">
    "notion-mail-quote": "container",
    // FreeScout: <div class="fsReplyAbove">-- Please reply above this line --</div>
    fsreplyabove: "cut",
    // Zammad: <div data-signature="true" data-signature-id="1">
    "data-signature": "signature",
  },
  shapes: [
    // Intercom: <div class="history">, its earlier messages
    {
      tag: "div",
      kind: "container",
      name: "intercom history",
      fits: (attributes) => attributes.class === "history",
    },
  ],
};
