/** How many are worked on at once under one key, and how many more may wait. */
export interface LineLimits {
  readonly atOnce: number;
  readonly waiting: number;
}

/** Works on those under one key in the order in which they came; nothing where the line is full. */
export type Line = <T>(key: string, work: () => Promise<T>) => Promise<T | undefined>;

interface Place {
  busy: number;
  readonly waiting: (() => void)[];
}

/** Makes a line: it is empty again, and takes no memory, once nobody stands in it. */
export function makeLine(limits: LineLimits): Line {
  const places = new Map<string, Place>();

  async function enter(place: Place): Promise<void> {
    if (place.busy < limits.atOnce) place.busy += 1;
    else await new Promise<void>((resolve) => place.waiting.push(resolve));
  }

  function leave(key: string, place: Place): void {
    const next = place.waiting.shift();
    if (next) return next();
    place.busy -= 1;
    if (place.busy === 0) places.delete(key);
  }

  return async (key, work) => {
    const place = places.get(key) ?? { busy: 0, waiting: [] };
    places.set(key, place);
    if (place.waiting.length >= limits.waiting) return undefined;
    await enter(place);
    try {
      return await work();
    } finally {
      leave(key, place);
    }
  };
}
