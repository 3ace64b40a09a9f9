// Apple Mail on macOS and the mail of iOS; both write <blockquote type="cite"> with their attribution inside or right above it.
import type { Program } from "../structure.ts";

/** Forms: talon tests/fixtures/html_replies/iphone.html; SerNet/swiftmail plain-text replies of macOS 14 as sent to public lists. */
export const apple: Program = {
  marks: {
    // <br id="lineBreakAtBeginningOfMessage"><div class="AppleOriginalContents"><br><blockquote type="cite"><div>On …</div>
    appleoriginalcontents: "wrapper",
    // <div id="AppleMailSignature" dir="ltr">
    applemailsignature: "signature",
  },
  shapes: [
    // <blockquote type="cite">, of nearly all programs; OTRS writes <div type="cite" style="border:none;border-left:solid blue 1.5pt">
    { tag: "blockquote", kind: "container", name: "blockquote cite", fits: isCite },
    { tag: "div", kind: "container", name: "div cite", fits: isCite },
  ],
};

function isCite({ type }: { type: string }): boolean {
  return type !== "" && type.length < 12 && /^["'\\]{0,2}cite["'\\]{0,2}$/i.test(type);
}
