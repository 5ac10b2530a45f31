import { newId } from '../../kernel/index.ts';
import { areEqual, sealOf } from '../token.ts';

/**
 * What a browser keeps after signing in: an id of its own, and a mark for each person who signed in there. It opens
 * nothing; it only has its own pauses. `id.mark.mark…`
 */
export interface KnownDevice {
  readonly id: string;
  readonly marks: readonly string[];
}

/** Days for which a browser keeps it. */
export const DEVICE_DAYS = 180;

const MOST_MARKS = 8;
const FORM = /^[\w-]{22}(\.[\w-]{43}){0,8}$/;

const markOf = (secret: Uint8Array, id: string, school: string, personId: string): string =>
  sealOf(secret, 'device', id, school, personId).toString('base64url');

function readDevice(text: string | undefined): KnownDevice | undefined {
  if (text === undefined || !FORM.test(text)) return undefined;
  const [id, ...marks] = text.split('.');
  return { id: id as string, marks };
}

/** The id of the device where this person signed in there before. */
export function deviceOf(
  secret: Uint8Array,
  text: string | undefined,
  school: string,
  personId: string,
): string | undefined {
  const device = readDevice(text);
  if (!device) return undefined;
  const mark = Buffer.from(markOf(secret, device.id, school, personId));
  return device.marks.some((each) => areEqual(Buffer.from(each), mark)) ? device.id : undefined;
}

/** What the browser is to keep now that this person signed in there. */
export function markDevice(
  secret: Uint8Array,
  text: string | undefined,
  school: string,
  personId: string,
): string {
  const { id, marks } = readDevice(text) ?? { id: newId(), marks: [] };
  const mark = markOf(secret, id, school, personId);
  return [id, ...[mark, ...marks.filter((each) => each !== mark)].slice(0, MOST_MARKS)].join('.');
}
