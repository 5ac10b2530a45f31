export { codeOf, receiptPdf } from './receipt.ts';
