// What people type into answers, with what is hard for mail programs and for whoever reads them.

export const typedTexts = {
  "one word": "Yes.",
  "one line": "Friday suits us, thanks!",
  paragraphs:
    "Dear Priya,\n\nthank you. Green, please, and yes: Altona may see it whenever they like, since they have waited for it the longest of all our practices.\n\nBest wishes\nAnn",
  "a list and links":
    "Three things:\n\n- green as on https://example.com/colours?name=green&tone=3\n- Altona (https://altona.example/team)\n- 1 < 2 && 3 > 2\n\nThat is all.",
  "indented lines": "Like this:\n\n  name:  Ann\n    role: owner",
  "umlauts and pictures": "Schöne Grüße aus Köln! 🦷😀\n\nFür 10 € – “gern”. Ça va, 日本語 auch.",
  "words that a quote could begin with": "On Monday I wrote:\n\nFrom: me, to: you. Sent yesterday.",
} as const satisfies Record<string, string>;
