// What is read of a reply in html, as the tests of one family of mail programs compare it: words only, white space made one blank.
import { extractReply } from "../../src/reply/extract.ts";
import { wordsOf, type BlockKind } from "../../src/domain/message.ts";

/** The words of one html body by what they were taken for. */
export function readForm(html: string): { kept: string; quoted: string; signature: string } {
  const { blocks } = extractReply({ html });
  const words = (...kinds: BlockKind[]) => wordsOf(blocks, kinds).replace(/\s+/g, " ").trim();
  return {
    kept: words("kept", "context"),
    quoted: words("quoted"),
    signature: words("signature", "disclaimer"),
  };
}

/** An attribution and header lines in a language that nobody speaks: only structure can tell what they are. */
export const gnorf = {
  attribution: "Zub 5.3.2024 14:02 gnorf Bob &lt;bob@harbor.example&gt;:",
  header:
    "<b>Zub:</b> Bob &lt;bob@harbor.example&gt;<br><b>Mok:</b> 5 qarp 2024<br><b>Blee:</b> Ann<br><b>Trin:</b> Red",
};
