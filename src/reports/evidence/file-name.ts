/** Letters that a name keeps; the ending stays whatever is cut. */
const LONGEST = 120;

/** What no system takes in a name, or takes for something else. */
const STRANGE = /[<>:"|?*%;]/g;

/**
 * A name that whoever handed a file in gave it, as it may be written on a page or into a header: without the folders it
 * came from, without controls, and without signs that turn letters round or hide them.
 */
export function cleanName(name: string): string {
  const last = name.slice(-4000).split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .normalize('NFC')
    .replaceAll(/\p{C}|\p{Zl}|\p{Zp}/gu, '')
    .replaceAll(STRANGE, '_')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/^[ .]+|[ .]+$/g, '');
  const ending = endingOf(plain);
  const stem = ending === '' ? plain : plain.slice(0, -ending.length - 1);
  const cut = Array.from(stem).slice(0, LONGEST).join('').trim() || 'file';
  return ending === '' ? cut : `${cut}.${ending}`;
}

/** What stands after the last dot, in small letters; empty where that is no ending. */
export const endingOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
