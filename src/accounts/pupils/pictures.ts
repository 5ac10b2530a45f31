/** Pictures of which a pupil remembers three, in order; each with the word that is read out. */
export const pictures = [
  { id: 'sun', word: 'sun' },
  { id: 'moon', word: 'moon' },
  { id: 'star', word: 'star' },
  { id: 'cloud', word: 'cloud' },
  { id: 'tree', word: 'tree' },
  { id: 'flower', word: 'flower' },
  { id: 'leaf', word: 'leaf' },
  { id: 'apple', word: 'apple' },
  { id: 'house', word: 'house' },
  { id: 'boat', word: 'boat' },
  { id: 'kite', word: 'kite' },
  { id: 'ball', word: 'ball' },
  { id: 'fish', word: 'fish' },
  { id: 'key', word: 'key' },
  { id: 'cup', word: 'cup' },
  { id: 'umbrella', word: 'umbrella' },
] as const;

export type PictureId = (typeof pictures)[number]['id'];

/** How many pictures a pupil chooses. */
export const PICTURES_CHOSEN = 3;

const ids: ReadonlySet<string> = new Set(pictures.map(({ id }) => id));

/** Whether text names one of the pictures. */
export const isPicture = (text: string): text is PictureId => ids.has(text);
