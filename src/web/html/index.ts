export { type AttributeValue, attributes, type Child, escape, type Html, html, isHtml, raw } from './html.ts';
