import { letterDay } from '../days.ts';
import type { Mentioned, Opening, Written } from '../letter.ts';
import { layOut } from '../layout.ts';
import { nameInMail } from '../naming.ts';

export interface ReceiptReady extends Opening {
  /** Title of the form. */
  readonly form: string;
  /** YYYY-MM-DD. */
  readonly signedOn: string;
  /** The child for whom the reader signed. */
  readonly child?: Mentioned;
  readonly link: string;
}

/** Tells somebody where the receipt of their signature is. The receipt itself is not in the letter. */
export function receiptReady({ form, signedOn, child, link, ...opening }: ReceiptReady): Written {
  const forWhom = child ? ` for ${nameInMail({ ...child, isChild: true })}` : '';
  return layOut({
    ...opening,
    kind: 'receipt-ready',
    subject: 'Your receipt for what you signed',
    pieces: [
      `You signed “${form}”${forWhom} on ${letterDay(signedOn)}. Your receipt is ready: it shows the words that you signed and proves that they were not altered since.`,
      { link, words: 'Get your receipt' },
    ],
  });
}
