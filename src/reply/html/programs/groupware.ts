// Groupware: Lotus and HCL Notes with its web page and Verse, GroupWise, IncrediMail of the same years, Odoo.
import type { Program } from "../structure.ts";

/** Forms: qemu-devel 2021 (iNotes), linuxppc-users (Verse), lists of SUSE 2017 and 2020 (GroupWise). */
export const groupware: Program = {
  marks: {
    // iNotes: <div><font color="#990099">-----"Ann" <…> wrote: -----</font></div><div class="iNotesHistory" style="padding-left:5px;">
    inoteshistory: "container",
    // Verse: <div class="domino-section"><div class="domino-section-head"><span class="domino-section-title">Ann --- Subject ---
    "domino-section": "container",
    // GroupWise: <div class="GroupWiseMessageBody"><span class="GroupwiseReplyHeader">>>> <a@b.c> 21.04.2020, 17:20 >>>
    groupwisereplyheader: "cut",
    // <div id="IncrediOriginalMessage"><i>-------Mensagem original-------</i></div><div id="receivestrings"><i><b>De:</b></i>
    incredioriginalmessage: "cut",
    receivestrings: "cut",
    // Odoo marks each element of what it quotes: <blockquote data-o-mail-quote-node="1" data-o-mail-quote="1">
    "data-o-mail-quote": "container",
  },
  shapes: [
    // Notes: <font size=1 color=#5f5f5f face="sans-serif">From: &nbsp; </font><font size=1 face="sans-serif">Ann/Harbor
    {
      tag: "font",
      kind: "label",
      name: "notes header",
      fits: ({ color }) => /^#5f5f5f$/i.test(color),
    },
    // <img alt="Inactive hide details for Ann ---05/05/2024 02:02 PM---Yes"><font color="#424282">Ann ---05/05/2024 02:02 PM---Yes</font>
    {
      tag: "font",
      kind: "label",
      name: "notes twistie",
      fits: ({ color }) => /^#424282$/.test(color),
    },
  ],
};
