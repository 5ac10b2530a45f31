export {
  type AttributeValue,
  attribute,
  attributes,
  type Child,
  escape,
  type Html,
  html,
  isHtml,
  raw,
} from './html.ts';
