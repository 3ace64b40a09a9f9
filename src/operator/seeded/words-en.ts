// English words and sentences of which generated messages are made. `{noun}` and the like stand for one word of that list.
import type { Vocabulary } from "./write-text.ts";

export const english: Vocabulary = {
  noun: words(`
    contact deal pipeline workflow report dashboard list form email template domain invoice quote product ticket meeting
    calendar campaign landing page segment property field owner team import export integration webhook sequence call task note
    chat score stage forecast target region country language currency discount contract renewal subscription payment reminder
    survey feedback review questionnaire attachment folder document signature footer logo banner picture video button link
    menu header filter view column row chart table duplicate merge archive backup permission role password login account
    mailbox alias forwarding rule newsletter consent preference unsubscribe bounce tracking cookie script snippet header
    tag label category priority deadline milestone handover training recording agenda checklist budget estimate
    warehouse shipment carrier customs pallet freight appointment patient clinic prescription insurance claim policy premium
    tenant lease landlord viewing mortgage valuation brochure catalogue supplier retailer distributor franchise refund
    voucher loyalty membership attendee speaker sponsor venue booth ticketing badge curriculum enrolment tuition scholarship
    donor pledge volunteer grant petition spreadsheet placeholder breadcrumb carousel accordion favicon sitemap redirect
    canonical headline teaser testimonial whitepaper webinar podcast playbook glossary chatbot leaderboard commission quota`),
  verb: words(`
    check change add remove move copy merge rename import export send resend translate test review finish start stop connect
    disconnect update restore archive sort filter group split map sync schedule postpone cancel confirm approve document
    clean rewrite shorten highlight reorder automate migrate configure publish preview measure compare calculate assign
    reassign duplicate validate normalise deduplicate annotate recalculate backfill untangle`),
  adjective: words(`
    new old first last next weekly monthly quarterly yearly automatic manual internal external German English public private
    wrong right missing empty broken duplicate late early urgent important small large short long clear simple complete open
    closed shared personal regional seasonal recurring overdue tentative provisional abandoned outdated redundant ambiguous`),
  place: words(`
    HubSpot Salesforce Outlook Gmail Slack Teams Zapier Shopify Stripe Xero DocuSign Calendly Asana Trello Jira Notion
    Airtable WordPress Typeform Intercom Zendesk Mailchimp Pipedrive QuickBooks Eventbrite Webflow Looker Snowflake`),
  day: words("Monday Tuesday Wednesday Thursday Friday tomorrow today Easter Christmas"),
  greeting: ["Hi,", "Hello,", "Hi team,", "Good morning,", "Hi there,", "Dear all,"],
  closing: ["Thanks", "Thank you", "Best", "Kind regards", "Cheers", "Many thanks"],
  title: [
    "{Verb} the {noun} in {place}",
    "{Adjective} {noun} for the {noun}",
    "{Noun} and {noun} do not match",
    "{Verb} the {adjective} {noun}",
    "{Noun} report for the {noun} team",
    "Connect {place} to {place}",
    "{Adjective} {noun} on the {noun} page",
    "{Verb} {noun} and {noun} before {day}",
    "{Noun} of {number}",
  ],
  sentence: [
    "Could you {verb} the {noun} on the {noun} page?",
    "The {adjective} {noun} is still the {adjective} one.",
    "I would like to {verb} the {noun} before {day}.",
    "We see {number} of them in {place}, and only half have a {noun}.",
    "Please {verb} the {noun} and tell us when it is done.",
    "It worked until {day}, since then the {noun} is empty.",
    "My colleagues need the {noun} for the {adjective} {noun}.",
    "That is done: the {noun} is in {place} now.",
    "I have added the {noun} to the {noun}, please have a look.",
    "Which {noun} should we use for the {adjective} {noun}?",
    "Nothing else has changed on the {noun}.",
    "The {noun} comes from {place} and goes into the {noun}.",
    "You can find the {adjective} {noun} under {noun} {number}.",
    "We have agreed with the {noun} team to {verb} it by {day}.",
    "If that is too much, {verb} only the {noun}.",
    "The number is {number}, as it says on the {noun}.",
    "I am not sure whether the {noun} or the {noun} is wrong.",
    "As soon as the {noun} is there we can {verb} the rest.",
    "Sorry for the delay, the {noun} took longer than I thought.",
    "Yes, that is what we want.",
    "No, please leave the {noun} as it is.",
    "The {noun} of {place} says {number}, ours says {number}.",
    "Can we talk about the {noun} on {day}?",
    "Attached is the {adjective} {noun}.",
  ],
};

function words(text: string): string[] {
  return text.trim().split(/\s+/u);
}
