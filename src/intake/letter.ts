/** Something that lay in a letter, as it came. */
export interface Enclosure {
  readonly name: string;
  readonly body: Uint8Array;
}

/** Who or what wrote a letter, as far as it says: only a person is answered. */
export type Author = 'person' | 'program' | 'answering-machine';

/** A letter that came in. Whatever it says of itself may be forged. */
export interface IncomingLetter {
  /** Where it says it is from; none where that is no address. */
  readonly from: string | undefined;
  readonly subject: string;
  readonly words: string;
  readonly enclosures: readonly Enclosure[];
  readonly author: Author;
  /** The same for the same letter, however often and by whichever way it comes. */
  readonly fingerprint: string;
}
