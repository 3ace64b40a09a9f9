// Texts with places that are filled in on a task.
import { expect, it } from "vitest";
import { fillReply, requireReply } from "../../src/domain/saved-reply.ts";

const values = {
  contact: "Ann {staff}",
  "contact-first-name": "Ann",
  client: "Harbor Dental",
  task: "Form",
  number: "12",
  estimate: null,
  delivery: null,
  staff: "Priya",
  agency: "Northbeam",
};

it("its places are filled in once; what has no value stays to be seen and is named", () => {
  const text = "Hi { Contact }, #{number} is due {delivery} ({estimate}, {delivery}). {staff}";
  expect(fillReply(text, values)).toEqual({
    text: "Hi Ann {staff}, #12 is due [delivery] ([estimate], [delivery]). Priya",
    missing: ["delivery", "estimate"],
  });
});

it("is trimmed, and refused without words, too long, or with a place that there is not, which is named", () => {
  expect(requireReply({ title: " A  b ", text: " {task} { and } \n".replace("{ and }", "{") })).toEqual({
    title: "A b",
    text: "{task} {",
  });
  const refused = (title: string, text: string) => {
    try {
      requireReply({ title, text });
      return "taken";
    } catch (fault) {
      return (fault as Error).message;
    }
  };
  expect(refused("", "x")).toBe("Give the reply a title and words.");
  expect(refused("x", " ")).toBe("Give the reply a title and words.");
  expect(refused("x".repeat(101), "x")).toContain("100 characters");
  expect(refused("x", "x".repeat(10_001))).toContain("10,000 characters");
  expect(refused("x", "Hi {contact}, {deadline}")).toMatch(
    /^\{deadline\} is no placeholder\. There are \{contact\}, /u,
  );
  expect(refused("x", "{}")).toContain("{} is no placeholder");
});
