// What people say in the previews: usual words, and words that an email could break on.

export const question =
  "Hi Ann,\n\nthe form is mended: enquiries for Altona reach Altona now, and the 19 old ones have moved.\n\nShall I tell the front desk, or do you want to?";
export const answer =
  "I will tell them myself, thank you.\n\nOne more thing: Altona has a new line, extension 12.";

export const longWords = [
  "Hi Marta,",
  "here is everything about the freight quotes in one place, so that you can forward it to the team in Lisbon.",
  "What has changed:\n- A quote begins in “Rates asked” and goes to “Quote sent” with the first price.\n- It may go back, when a carrier does not answer; the first date is kept in a property of its own.\n- “Won” and “Lost” ask for a reason, which the report counts.",
  "What stays: the numbers of the quotes, the owners, and all emails that are on them. Nobody has to do anything twice, and old links to quotes keep working.",
  "What I need from you: a list of the carriers that answer by phone only. For those I would leave out the reminder, since it would only be noise. If the list is not at hand, the names from last month are enough for a start.",
  "If you would rather see it before the team does, I can show you on Thursday between two and four, in twenty minutes.",
  "https://app.hubspot.example/reports/freight/quotes-by-carrier-and-month?from=2026-01-01&to=2026-03-31&view=board",
].join("\n\n");

export const beyondAnEmail = Array.from(
  { length: 400 },
  (_, index) =>
    `${index + 1}. The contact with the number ${10_000 + index * 7} has two companies; the newer one was kept and its deals were moved.`,
).join("\n");

export const hostileWords =
  '<script>alert("x")</script><img src=x onerror=alert(1)> & "quoted" \'single\' {{title}} <a href="javascript:alert(1)">press me</a>';

export const rightToLeft =
  "שלום אנה,\n\nהטופס תוקן: פניות לאלטונה מגיעות עכשיו לאלטונה. 🎉\n\nResults: 19 פניות הועברו, 0 נשארו.\n\nتحياتي من الفريق كله 🦷";
