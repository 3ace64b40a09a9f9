// An email put together again: always the same bytes, no more authors than it had, and nothing in it ends a part early.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEmail } from "../../src/inbox/parse.ts";
import { rebuildEmail } from "../../src/inbox/rebuild-email.ts";
import { cpuMsOf } from "../support/cpu-time.ts";
import { readSendgridForm } from "../../src/inbox/sendgrid-form.ts";
import { encodeText } from "../support/webhooks/encode-text.ts";
import { multipart, type FormField } from "../support/webhooks/form.ts";
import { fileField, headerBlock, simpleForm } from "../support/webhooks/simple-form.ts";

function rebuild(fields: FormField[], boundary = "xYzZY") {
  return rebuildEmail(readSendgridForm(multipart(boundary, fields), boundary, 1_000));
}
const read = (fields: FormField[]) => parseEmail(rebuild(fields).raw);
const withHeaders = (headers: string) => read(simpleForm({ headers }));
const infoOf = (...infos: object[]) =>
  JSON.stringify(Object.fromEntries(infos.map((info, index) => [`attachment${index + 1}`, info])));

describe("a form that is made to take long", () => {
  const files = (inForm: string) =>
    Array.from({ length: 500 }, (_, index) => ({ ...fileField(index + 1, "x"), filename: inForm }));

  it.each([
    [
      "by a list of ids that no part has",
      Object.fromEntries(Array.from({ length: 80_000 }, (_, i) => [i, "x"])),
      "a",
    ],
    ["by names of files of 60 KB each", {}, "a.".repeat(30_000)],
  ])("%s is put together all the same", async (_, ids, inForm) => {
    const fields = [...simpleForm({ "content-ids": JSON.stringify(ids) }), ...files(inForm)];
    const before = performance.now();
    const { raw } = rebuild(fields);
    expect(performance.now() - before).toBeLessThan(2_000);
    expect((await parseEmail(raw)).attachments).toHaveLength(500);
  });

  it("by two ids for one part has the first", async () => {
    const ids = { "content-ids": '{"one":"attachment1","two":"attachment1"}' };
    const [file] = (await read([...simpleForm(ids), fileField(1, "x")])).attachments;
    expect(file?.contentId).toBe("one");
  });
});

describe("the bytes of an email put together again", () => {
  const info = infoOf({ type: "text/plain" }, { type: "image/png" });
  const files = [fileField(1, "one"), fileField(2, "two")];
  const fields = [
    ...simpleForm({ html: "<p>Hello.</p>", attachments: "2", "attachment-info": info }),
    ...files,
  ];

  it("are the same whatever the order of the form, its boundary and what SendGrid says of the mail", () => {
    const { raw } = rebuild(fields);
    expect(rebuild(fields.toReversed(), "another").raw).toEqual(raw);
    const others = fields.map((field) =>
      /^(?:dkim|SPF|sender_ip)$/u.test(field.name) ? { ...field, value: "x" } : field,
    );
    expect(rebuild([...others, { name: "spam_score", value: "3" }]).raw).toEqual(raw);
  });

  it("are others when a word, a file or a header is another", () => {
    const all = [
      fields,
      [
        ...simpleForm({
          text: "Hello!\r\n",
          html: "<p>Hello.</p>",
          attachments: "2",
          "attachment-info": info,
        }),
        ...files,
      ],
      [...fields.slice(0, -1), fileField(2, "twice")],
      fields.map((field) => (field.name === "headers" ? { ...field, value: `X: y\n${headerBlock}` } : field)),
    ];
    expect(new Set(all.map((each) => rebuild(each).raw.toString("latin1"))).size).toBe(4);
  });

  it("have no line longer than 998 bytes, however long a header or a name is", () => {
    const { raw } = rebuild([
      ...simpleForm({
        headers: `References: ${"<an-id@example.com> ".repeat(200)}\n${headerBlock}`,
        "attachment-info": infoOf({ filename: "ü".repeat(1_000) }),
      }),
      fileField(1, "x"),
    ]);
    const lines = raw.toString("latin1").split("\r\n");
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(998);
    expect(raw.toString("latin1")).not.toMatch(/[^\r]\n|\r[^\n]/u);
  });

  it("hold the text and the files as they came, whatever stands in headers, names and ids", async () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        "\r",
        "\n",
        "\0",
        " ",
        "\t",
        ":",
        ";",
        '"',
        "\\",
        "<",
        ">",
        "-",
        "=",
        "a",
        "é",
        "--",
        "\r\n\r\n",
      ),
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, hostile, hostile, async (header, name, type, id, label) => {
        const content = Buffer.from(`%PDF\r\n${header}`);
        const email = await read([
          ...simpleForm({
            headers: `From: ann@harbordental.example\nSubject: ${header}`,
            charsets: JSON.stringify({ text: label }),
            "attachment-info": infoOf({ filename: name, type, "content-id": id, charset: label }),
          }),
          fileField(1, content, "x"),
        ]);
        expect(email.text).toBe("Hello.\n");
        expect(email.attachments.map((file) => Buffer.from(file.content))).toEqual([content]);
      }),
      { numRuns: 300 },
    );
  }, 30_000);

  it("hold a text that looks like parts, heads and encodings as it came", async () => {
    const piece = fc.constantFrom(
      "\r\n",
      "\n",
      "\r",
      "--",
      "--b",
      "=_rebuilt_",
      "=",
      "=3D",
      "From ",
      ".",
      " ",
      "\t",
      "ü",
      "\0",
      "Content-Type: text/html",
      "a".repeat(999),
    );
    const lines = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));
    await fc.assert(
      fc.asyncProperty(lines, fc.boolean(), async (text, hasHtml) => {
        const email = await read(simpleForm({ text, html: hasHtml ? "<p>x" : undefined }));
        const words = text.replaceAll("\0", "").replace(/\r\n?/gu, "\n");
        expect(email.text ?? "").toBe(words.trim() === "" ? "" : words);
      }),
      { numRuns: 500 },
    );
  }, 30_000);

  it("let a person read their source, in which a text of plain lines stands as it is", () => {
    const source = rebuild(simpleForm({ text: "Grüße,\r\nAnn\r\n" })).raw.toString();
    expect(source).toMatch(/charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße,\r\nAnn\r\n$/u);
  });
});

describe("the head of an email put together again", () => {
  it("keeps every header but those that describe the body, in order", async () => {
    const email = await withHeaders(
      `Received: by b\nReceived: by a\nContent-Language: de\nX-Last:  two  spaces\n${headerBlock}`,
    );
    expect(email.headers.map(([name]) => name)).toEqual(
      "received received content-language x-last from to message-id subject mime-version content-type content-transfer-encoding".split(
        " ",
      ),
    );
    expect(email.headers.slice(0, 2).map(([, value]) => value)).toEqual(["by b", "by a"]);
    expect(email.headers.at(-2)![1]).toMatch(/^text\/plain/u);
  });

  it("does not end where a header has a blank line, a bare CR or NUL in it", async () => {
    const email = await withHeaders(
      "Subject: one\n\n\ntwo\r\rthree\0\r\n\r\nFrom: ann@harbordental.example\n four\n",
    );
    expect(email.subject).toBe("one two three");
    expect(email.from.map(({ address }) => address)).toEqual(["ann@harbordental.example"]);
    expect(email.text).toBe("Hello.\n");
  });

  it("has one more author for each From that a decoded header brings with it", async () => {
    const email = await withHeaders(`Subject: Hi\nFrom: boss@bank.example\nX: y\n${headerBlock}`);
    expect(email.from).toHaveLength(2);
  });

  it("is made of the single fields when there are no headers", async () => {
    const fields = {
      headers: undefined,
      from: "Zoë <zoe@client.example>",
      to: "a@x.example",
      cc: "b@x.example",
      subject: "Grüße\r\nBcc: x",
    };
    const email = await read(simpleForm(fields));
    expect(email).toMatchObject({
      from: [{ name: "Zoë", address: "zoe@client.example" }],
      to: [{ address: "a@x.example" }],
      cc: [{ address: "b@x.example" }],
      subject: "Grüße Bcc: x",
    });
  });

  it("takes the author from the headers alone when there are some", async () => {
    const email = await read(simpleForm({ from: "boss@bank.example" }));
    expect(email.from.map(({ address }) => address)).toEqual(["ann@harbordental.example"]);
  });
});

describe("the author of an email whose encoded names SendGrid has decoded", () => {
  it.each([
    ["Weber-Müller, Ann <ann@x.example>", "Weber-Müller, Ann"],
    ['"Weber, Ann" <ann@x.example>', "Weber, Ann"],
    ["Ann Weber <ann@x.example>", "Ann Weber"],
    ["Ann (ann@x.example) <ann@x.example>", "Ann (ann@x.example)"],
    ['O\'Neil: [HR]; "x" <ann@x.example>', 'O\'Neil: [HR]; "x"'],
    ["boss@bank.example <ann@x.example>", "boss@bank.example"],
    ["=?utf-8?q?Zo=C3=AB?= <ann@x.example>", "Zoë"],
    ["ann@x.example", ""],
    ["🦷 Zähne & mehr <ann@x.example>", "🦷 Zähne & mehr"],
  ])("is the one of the brackets: %s", async (from, name) => {
    const email = await withHeaders(`From: ${from}\n`);
    expect(email.from).toEqual([{ name, address: "ann@x.example" }]);
  });

  it.each([
    "boss@bank.example, x <eve@bank.example>",
    "<boss@bank.example> <eve@bank.example>",
    "<boss@bank.example>, <eve@bank.example>",
    "boss@bank.example ( <eve@bank.example>",
    "boss@bank.example; <eve@bank.example>",
    "x: boss@bank.example <eve@bank.example>",
    '"<boss@bank.example>" <eve@bank.example>',
    'x\\" <boss@bank.example>" <eve@bank.example>',
    "eve@bank.example (boss@bank.example)",
    "boss@bank.example\\, <eve@bank.example>",
  ])("is nobody alone where a name may hide another's address: %s", async (from) => {
    const email = await withHeaders(`From: ${from}\n`);
    expect(email.from.map(({ address }) => address).toSorted()).toEqual([
      "boss@bank.example",
      "eve@bank.example",
    ]);
    expect(email.headers.find(([name]) => name === "original-from")?.[1]).toContain("bank.example");
  });

  it("is never one whose address stands in the name, whatever is around it", async () => {
    const around = fc.string({ unit: fc.constantFrom(...' ,;:()<>"\\@.=?ab'), maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(around, around, async (before, after) => {
        const email = await withHeaders(`From: ${before}boss@bank.example${after} <eve@bank.example>\n`);
        if (email.from.length === 1) expect(email.from[0]!.address).toBe("eve@bank.example");
      }),
      { numRuns: 1_000 },
    );
  }, 30_000);

  it("is nobody when the field is endless, and that in time", async () => {
    const before = process.cpuUsage();
    const email = await withHeaders(`From: ${"<a@b.example> ,".repeat(60_000)}\n`);
    expect(email.from).toEqual([]);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });
});

describe("a report put together again", () => {
  const headers = headerBlock.replace("multipart/mixed", "multipart/report; report-type=delivery-status");
  const status = "Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; lee@x.example\r\nAction: failed\r\n";

  it("is one with its machine parts, also with an email attached whole", async () => {
    const email = await read([
      ...simpleForm({
        headers,
        attachments: "2",
        "attachment-info": infoOf({ type: "message/delivery-status" }, { type: "message/rfc822" }),
      }),
      fileField(1, status),
      fileField(2, "Message-ID: <ours@x.example>\r\n\r\nHello\r\n"),
    ]);
    expect(email.report).toMatchObject({ type: "delivery-status" });
    expect(email.report!.text).toContain("lee@x.example");
    expect(email.report!.text).toContain("<ours@x.example>");
    expect(email.text).toBe("Hello.\n");
  });

  it("is words alone when SendGrid left its machine parts out", async () => {
    expect((await read(simpleForm({ headers }))).report).toBeUndefined();
  });

  it("that answers an invitation tells its method", async () => {
    const ics = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n";
    const email = await read([
      ...simpleForm({ "attachment-info": infoOf({ type: "text/calendar" }) }),
      fileField(1, ics),
    ]);
    expect(email.calendarMethod).toBe("REPLY");
  });
});

describe("the text of an email put together again", () => {
  const charsets = (label: string) => JSON.stringify({ text: label, html: label });
  const german = "Schöne Grüße – 5 €";
  const chinese = "标签错误，但是内容应该可以阅读。";
  const japanese = "文字化けしないように願います。";

  it.each([
    ["utf-8", "utf-8", german],
    ["utf-8", "iso-8859-1", german],
    ["utf-8", "no-such-charset", german],
    ["windows-1252", "utf-8", german],
    ["windows-1252", "iso-8859-1", german],
    ["iso-2022-jp", "utf-8", japanese],
    ["iso-2022-jp", "us-ascii", japanese],
    ["gb18030", "utf-8", chinese],
    ["euc-jp", "utf-8", japanese],
    ["euc-kr", "utf-8", "안녕하세요, 홈페이지를 수정해 주세요."],
    ["shift_jis", "x-sjis", japanese],
  ])("in %s that is called %s is right", async (charset, label, words) => {
    expect(
      (await read(simpleForm({ text: encodeText(words, charset), charsets: charsets(label) }))).text,
    ).toBe(words);
    expect(
      (
        await read(
          simpleForm({ text: undefined, html: encodeText(words, charset), charsets: charsets(label) }),
        )
      ).html,
    ).toBe(words);
  });

  it.each([
    [
      "the header of the email",
      { headers: "From: a@x.example\nContent-Type: text/plain; charset=shift_jis\n" },
      "{}",
    ],
    ["the label of the html", {}, JSON.stringify({ text: "utf-8", html: "shift_jis" })],
    ["the html itself", { html: "<meta charset=shift_jis><p>x" }, JSON.stringify({ text: "utf-8" })],
  ])("is right where its own label is not, by %s", async (_, fields, labels) => {
    const text = encodeText(japanese, "shift_jis");
    expect((await read(simpleForm({ ...fields, text, charsets: labels }))).text).toBe(japanese);
  });

  it.each([
    undefined,
    "",
    "[",
    "[]",
    "null",
    '"utf-8"',
    '{"text":5}',
    '{"text":"\\r\\nX: y"}',
    '{"text":"utf-8\\";x=\\""}',
  ])("is read by its bytes when the charsets are %j", async (labels) => {
    expect((await read(simpleForm({ text: german, charsets: labels }))).text).toBe(german);
    expect(
      (await read(simpleForm({ text: encodeText(german, "windows-1252"), charsets: labels }))).text,
    ).toBe(german);
  });

  it("joins its soft line breaks when all of the email is one text that has them", async () => {
    const headers = "From: a@x.example\nContent-Type: text/plain; format=flowed; delsp=yes\n";
    expect((await read(simpleForm({ headers, text: "one \r\ntwo\r\n" }))).text).toBe("onetwo\n");
  });

  it("may be missing", async () => {
    const email = await read(simpleForm({ text: undefined }));
    expect(email).toMatchObject({ subject: "Opening hours", attachments: [] });
    expect(email.text).toBeUndefined();
  });
});

describe("the files of an email put together again", () => {
  const nameOf = async (filename: string | undefined, inForm = "", charset = "UTF-8") => {
    const info = Buffer.from(infoOf(filename === undefined ? {} : { filename, type: "application/pdf" }));
    const fields = simpleForm({ "attachment-info": info, charsets: JSON.stringify({ filename: charset }) });
    const [file] = (await read([...fields, fileField(1, "%PDF", inForm)])).attachments;
    return file?.filename;
  };

  it.each([
    ["plain", "Übersicht.pdf", "Übersicht.pdf"],
    ["an encoded word (RFC 2047)", "=?iso-8859-1?Q?=DCbersicht.pdf?=", "Übersicht.pdf"],
    [
      "encoded words that were cut within a character",
      "=?utf-8?B?w5xiZXJzaWNodMM=?= =?utf-8?B?vC5wZGY=?=",
      "Übersichtü.pdf",
    ],
    ["in the extended form (RFC 2231)", "utf-8'de'%C3%9Cbersicht.pdf", "Übersicht.pdf"],
    ["in the extended form of latin-1", "iso-8859-1''%DCbersicht.pdf", "Übersicht.pdf"],
    ["utf-8 that was read as latin-1", "Ãœbersicht.pdf", "Übersicht.pdf"],
    ["utf-8 that was read as windows-1252", "Pricesâ€™ list.pdf", "Prices’ list.pdf"],
    ["with quotes and backslashes", 'a "b" \\c.pdf', 'a "b" \\c.pdf'],
    ["a path", "../../etc/passwd", "../../etc/passwd"],
    ["with line ends and NUL", "a\r\nX-Evil: y\0.pdf", "a  X-Evil: y .pdf"],
    ["half a character", "a\ud83d.pdf", "a\ufffd.pdf"],
    ["of 1,000 characters", "ü".repeat(1_000), "ü".repeat(500)],
  ])("have a name that is %s", async (_, written, name) => expect(await nameOf(written)).toBe(name));

  it.each([
    ["utf-8", "Übersicht.pdf", "Übersicht.pdf"],
    ["latin-1 bytes", "\xdcbersicht.pdf", "Übersicht.pdf"],
    ["empty", "", ""],
  ])("have the name of their part when the list has none: %s", async (_, written, name) => {
    expect(await nameOf(undefined, written)).toBe(name);
    const lines = rebuild([...simpleForm({ "attachment-info": "{broken" }), fileField(1, "%PDF", written)]);
    expect((await parseEmail(lines.raw)).attachments[0]?.filename).toBe(name);
  });

  it("have the name of their part when that of the list is broken", async () => {
    expect(await nameOf("\ufffdbersicht.pdf", "Übersicht.pdf")).toBe("Übersicht.pdf");
  });

  it("have names in the charset that is named for them, where the list is in it", async () => {
    const info = encodeText('{"attachment1":{"filename":"見積書ソ.pdf"}}', "shift_jis");
    const fields = simpleForm({ "attachment-info": info, charsets: '{"filename":"shift_jis"}' });
    expect((await read([...fields, fileField(1, "%PDF")])).attachments[0]?.filename).toBe("見積書ソ.pdf");
  });

  it("come by number, with those that the list forgets and those whose field is called otherwise", async () => {
    const fields = [
      ...simpleForm({
        attachments: "1",
        "attachment-info": infoOf({ type: "image/png", filename: "1.png" }),
      }),
      fileField(10, "ten"),
      fileField(2, "two", "2.gif", "image/gif"),
      fileField(1, "one", "", "text/html"),
      { name: "extra", value: "extra", filename: "extra.bin" },
    ];
    const { attachments } = await read(fields);
    expect(
      attachments.map(({ content, contentType }) => [Buffer.from(content).toString(), contentType]),
    ).toEqual([
      ["one", "image/png"],
      ["two", "image/gif"],
      ["ten", "application/octet-stream"],
      ["extra", "application/octet-stream"],
    ]);
    expect(rebuild(fields).faults).toEqual(["It names 1 attachments, and 4 came."]);
  });

  it.each([
    "multipart/mixed",
    "multipart/mixed; boundary=x",
    "image",
    "a/b\r\nX: y",
    "",
    "text/html,",
    "<script>",
  ])("are bytes when their type is %j", async (type) => {
    const { attachments } = await read([
      ...simpleForm({ "attachment-info": infoOf({ type }) }),
      fileField(1, "--x\r\n\r\nx"),
    ]);
    expect(attachments.map(({ contentType, sizeBytes }) => [contentType, sizeBytes])).toEqual([
      ["application/octet-stream", 8],
    ]);
  });

  it("have their content id from the list, or else from that of the ids", async () => {
    const html = '<img src="cid:one@x"><img src="cid:two@x">';
    const info = infoOf({ type: "image/png", "content-id": "<one@x>" }, { type: "image/gif" });
    const fields = simpleForm({ html, "attachment-info": info, "content-ids": '{"two@x":"attachment2"}' });
    const { attachments } = await read([...fields, fileField(1, "1"), fileField(2, "2")]);
    expect(attachments.map(({ contentId, isInline }) => [contentId, isInline])).toEqual([
      ["one@x", true],
      ["two@x", true],
    ]);
  });

  it("are said to be fewer than were named, or undescribed", () => {
    const faultsOf = (changes: Record<string, string | undefined>, ...files: FormField[]) =>
      rebuild([...simpleForm(changes), ...files]).faults;
    expect(faultsOf({})).toEqual([]);
    expect(
      faultsOf(
        { attachments: "3", "attachment-info": infoOf({}, {}, {}) },
        fileField(1, "1"),
        fileField(2, "2"),
      ),
    ).toEqual(["It names 3 attachments, and 2 came."]);
    expect(faultsOf({ attachments: "1" }, fileField(1, "1"))).toEqual([
      "The field “attachment-info” is missing.",
    ]);
    expect(faultsOf({ attachments: "1", "attachment-info": "{" }, fileField(1, "1"))).toEqual([
      "The field “attachment-info” is not JSON as SendGrid writes it.",
    ]);
    expect(faultsOf({ charsets: undefined })).toEqual(["The field “charsets” is missing."]);
  });
});

it("an email of 29 MB is put together in time, without much more than its bytes", () => {
  const fields = [
    ...simpleForm(),
    ...Array.from({ length: 29 }, (_, index) => fileField(index + 1, Buffer.alloc(1_000_000, index))),
  ];
  const body = multipart("xYzZY", fields);
  let raw: Buffer = Buffer.alloc(0);
  const putTogether = () => void ({ raw } = rebuildEmail(readSendgridForm(body, "xYzZY", 1_000)));
  expect(cpuMsOf(putTogether)).toBeLessThan(4_000);
  expect(raw.length).toBeLessThan(29_000_000 * 1.38);
});
