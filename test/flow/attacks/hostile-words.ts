// Words that would be markup, and what of a page came from them when it was not escaped.
import { defaultTreeAdapter as tree, parse, type DefaultTreeAdapterTypes } from "parse5";

/** The name of an element that none of our pages has. */
const element = "xss-probe";

/** Ends whatever it may stand in, then brings elements, handlers and a template's braces. `mark` says which field it was. */
export function hostile(mark: string): string {
  return `${mark}"'><${element} onxss=1>--></textarea></title></style><script>xss("${mark}")</script><img src=x onerror=xss()>{{title}}`;
}

/** The same where spaces, brackets and quotes cannot stand, as in an address. */
export function hostileAtom(mark: string): string {
  return `${mark}'&{{title}}\`$&#60`;
}

/** Elements, attributes and addresses of this page that cannot be ours, in words; read as browsers do (WHATWG HTML). */
export function strangeParts(html: string): string[] {
  const found: string[] = [];
  const waiting: DefaultTreeAdapterTypes.ParentNode[] = [parse(html)];
  for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
    for (const node of parent.childNodes) {
      if (!tree.isElementNode(node)) continue;
      waiting.push(node);
      found.push(...strangeIn(node));
    }
  }
  return found;
}

function strangeIn(node: DefaultTreeAdapterTypes.Element): string[] {
  const found: string[] = [];
  const name = node.tagName.toLowerCase();
  if (!knownElements.has(name)) found.push(`<${name}>`);
  if (name === "script" && node.childNodes.length > 0) found.push("a script with words");
  for (const { name: attribute, value } of node.attrs) {
    if (!/^[a-z][a-z-]*$/u.test(attribute) || /^on|xss|^style$|^srcdoc$/u.test(attribute)) {
      found.push(`${name}[${attribute}]`);
    }
    if (linkAttributes.has(attribute) && !/^(?:\/(?!\/)|#|\?|https?:\/\/|mailto:)/u.test(value)) {
      found.push(`${name}[${attribute}=${value.slice(0, 60)}]`);
    }
    if (name !== "a" && linkAttributes.has(attribute) && /^https?:/u.test(value)) {
      found.push(`${name} from elsewhere: ${value.slice(0, 60)}`);
    }
  }
  return found;
}

const linkAttributes = new Set(["href", "src", "action", "formaction", "background", "poster", "data"]);

const knownElements = new Set(
  (
    "html head meta title link script body a p span header div nav form input button main footer h1 h2 h3 h4 ul ol li dl dt dd " +
    "section article aside strong em b i u s code pre br hr bdi bdo time details summary textarea label select datalist option optgroup " +
    "fieldset legend table thead tbody tr th td caption blockquote iframe img svg path small sub sup mark kbd colgroup col del ins figure figcaption abbr dialog noscript"
  ).split(" "),
);
