import assert from 'node:assert/strict';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

/** In every payload, so that whatever it made of a page is known by it. */
export const MARK = 'zq7x';

/**
 * Text that becomes markup, script or an address that runs where it is written into a page without care.
 * SOURCE: the kinds of OWASP's Cross Site Scripting Filter Evasion Cheat Sheet, in our own words.
 */
export const payloads: readonly string[] = [
  `<script>${MARK}()</script>`,
  `<SCRIPT SRC=//${MARK}.example></SCRIPT>`,
  `<scr<script>ipt>${MARK}()</scr</script>ipt>`,
  `</script><script>${MARK}()</script>`,
  `</title><script>${MARK}()</script>`,
  `</textarea><script>${MARK}()</script>`,
  `</style><script>${MARK}()</script>`,
  `--><script>${MARK}()</script><!--`,
  `]]><script>${MARK}()</script>`,
  `<img src=x onerror=${MARK}()>`,
  `<img src=x onerror="${MARK}()"`,
  `<IMG SRC="jav&#x09;ascript:${MARK}();">`,
  `<img/src/onerror=${MARK}()>`,
  `<img src=\`x\` onerror=${MARK}()>`,
  `"><img src=x onerror=${MARK}()>`,
  `'><img src=x onerror=${MARK}()>`,
  `" onmouseover="${MARK}()`,
  `' onmouseover='${MARK}()`,
  `" autofocus onfocus=${MARK}() x="`,
  `" style="x:expression(${MARK}())`,
  `x" tabindex=1 onblur=${MARK}() y="`,
  `\` onload=${MARK}()`,
  `<svg onload=${MARK}()>`,
  `<svg/onload=${MARK}()>`,
  `<svg><script>${MARK}()</script></svg>`,
  `<svg><a xlink:href="javascript:${MARK}()"><text y=20>x</text></a></svg>`,
  `<svg><animate onbegin=${MARK}() attributeName=x></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${MARK}()>`,
  `<math href="javascript:${MARK}()">x</math>`,
  `<body onload=${MARK}()>`,
  `<iframe src="javascript:${MARK}()">`,
  `<iframe srcdoc="<script>${MARK}()</script>">`,
  `<object data="javascript:${MARK}()">`,
  `<embed src="javascript:${MARK}()">`,
  `<base href="//${MARK}.example/">`,
  `<link rel=stylesheet href=//${MARK}.example/x.css>`,
  `<meta http-equiv=refresh content="0;url=javascript:${MARK}()">`,
  `<style>@import '//${MARK}.example';</style>`,
  `<form action="javascript:${MARK}()"><button>x</button></form>`,
  `<button formaction="javascript:${MARK}()">x</button>`,
  `<input onfocus=${MARK}() autofocus>`,
  `<select onfocus=${MARK}() autofocus>`,
  `<textarea onfocus=${MARK}() autofocus>`,
  `<details open ontoggle=${MARK}()>`,
  `<video><source onerror=${MARK}()>`,
  `<audio src=x onerror=${MARK}()>`,
  `<marquee onstart=${MARK}()>`,
  `<a href="javascript:${MARK}()">x</a>`,
  `<a href="data:text/html;base64,${MARK}">x</a>`,
  `<template><script>${MARK}()</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${MARK}()>">`,
  `<!--><img src=x onerror=${MARK}()>-->`,
  `<![CDATA[<img src=x onerror=${MARK}()>]]>`,
  `<?xml version="1.0"?><${MARK}/>`,
  `<${MARK} ${MARK}=1>`,
  `javascript:${MARK}()`,
  `JaVaScRiPt:${MARK}()`,
  ` javascript:${MARK}()`,
  `java\tscript:${MARK}()`,
  `java\nscript:${MARK}()`,
  `data:text/html,<script>${MARK}()</script>`,
  `vbscript:${MARK}()`,
  `//${MARK}.example`,
  `\\\\${MARK}.example`,
  `https://${MARK}.example/`,
  `{{constructor.constructor('${MARK}()')()}}`,
  `\${${MARK}()}`,
  `<%= ${MARK}() %>`,
  `#{${MARK}()}`,
  `&lt;script&gt;${MARK}()&lt;/script&gt;`,
  `&#60;img src=x onerror=${MARK}()&#62;`,
  `%3Cscript%3E${MARK}()%3C/script%3E`,
  `%253Cscript%253E${MARK}()%253C/script%253E`,
  `\u003cscript\u003e${MARK}()\u003c/script\u003e`,
  `\uff1cscript\uff1e${MARK}()\uff1c/script\uff1e`,
  `+ADw-script+AD4-${MARK}()+ADw-/script+AD4-`,
  `<script\u2028>${MARK}()</script>`,
  `\u202e<script>${MARK}()</script>`,
  `<im\u0000g src=x onerror=${MARK}()>`,
  `%0d%0aset-cookie:${MARK}=1`,
  `\r\nset-cookie: ${MARK}=1\r\n\r\n<script>${MARK}()</script>`,
];

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** Attributes in which what somebody typed may stand, as text. */
const PLACES: readonly string[] = [
  'value',
  'href',
  'content',
  'title',
  'aria-label',
  'data-gatehouse-question-box',
  'action',
];
const FORBIDDEN: readonly string[] = [
  'iframe',
  'object',
  'embed',
  'base',
  'style',
  'math',
  'template',
  'marquee',
  'video',
  'audio',
];

/** Holds a page to having nothing in it that only a payload could have made. */
export function checkUnmarked(markup: string, where: string): void {
  for (const node of walk(parse(markup))) {
    if (node.nodeName === '#comment')
      assert.ok(!('data' in node && node.data.includes(MARK)), `${where}: a comment of the payload's`);
    if ('tagName' in node) checkElement(node, where);
  }
}

function checkElement(element: Element, where: string): void {
  const { tagName, attrs } = element;
  assert.ok(!tagName.includes(MARK) && !FORBIDDEN.includes(tagName), `${where}: <${tagName}>`);
  if (tagName === 'script') {
    assert.match(
      attrs.find(({ name }) => name === 'src')?.value ?? '',
      /^\/assets\//,
      `${where}: a script of another's`,
    );
    assert.deepEqual(element.childNodes, [], `${where}: a script written into the page`);
  }
  for (const { name, value } of attrs) {
    assert.ok(
      !name.startsWith('on') && name !== 'style' && name !== 'srcdoc' && !name.includes(MARK),
      `${where}: ${name}="${value}"`,
    );
    if (value.includes(MARK)) assert.ok(PLACES.includes(name), `${where}: ${name}="${value}"`);
    if (['href', 'src', 'action', 'formaction'].includes(name))
      assert.match(value, /^(?:\/(?![/\\])|#|https:\/\/(?!zq7x))/, `${where}: ${name}="${value}"`);
  }
}

function* walk(node: Node): Generator<Node> {
  yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* walk(child);
}
