export { codeOf, receiptPdf } from './receipt.ts';
export { green, openSheet, type Sheet, TEXT_SIZE } from './sheet.ts';
export { type Fact, grouped, wordDay, wordMoment, writeFacts, writeHead, writeNote } from './sheet-parts.ts';
