/** A kind of file that the school takes. */
export interface FileKind {
  /** Under which it is kept and handed out. */
  readonly type: string;
  /** Endings that a file of the kind may have; the first is given to one that has none. */
  readonly endings: readonly string[];
}

const HEIC: FileKind = { type: 'image/heic', endings: ['heic', 'heif'] };

/** By the type that the first bytes of a file show. */
export const kindsByBytes: Readonly<Record<string, FileKind>> = {
  'image/png': { type: 'image/png', endings: ['png'] },
  'image/apng': { type: 'image/png', endings: ['png', 'apng'] },
  'image/jpeg': { type: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  'image/gif': { type: 'image/gif', endings: ['gif'] },
  'image/webp': { type: 'image/webp', endings: ['webp'] },
  'image/heic': HEIC,
  'image/heif': HEIC,
  'image/heic-sequence': HEIC,
  'image/heif-sequence': HEIC,
  'application/pdf': { type: 'application/pdf', endings: ['pdf'] },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    endings: ['docx'],
  },
  'application/vnd.oasis.opendocument.text': {
    type: 'application/vnd.oasis.opendocument.text',
    endings: ['odt'],
  },
};

/** Files of letters show nothing in their first bytes. */
export const plainText: FileKind = { type: 'text/plain', endings: ['txt'] };
export const letter: FileKind = { type: 'message/rfc822', endings: ['eml'] };

/** Every ending, for a form's `accept` and for words about it. */
export const endingsTaken: readonly string[] = [
  ...new Set([...Object.values(kindsByBytes), plainText, letter].flatMap(({ endings }) => endings)),
];
