import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

/** A body in each encoding that it is kept in. */
export type Bodies = ReadonlyMap<Encoding, Buffer>;

/** What we would rather send, first to last. */
const PREFERRED: readonly Encoding[] = ['br', 'gzip', 'identity'];

/** As small as it gets, for what is made once and kept for good. */
export const SMALLEST = 11;

/** A body as it is and compressed. `effort` is Brotli's, 0 to 11. */
export async function encoded(body: Buffer, effort: number): Promise<Bodies> {
  const [brotlied, gzipped] = await Promise.all([brotli(body, effort), promisify(gzip)(body, { level: 9 })]);
  return new Map([
    ['identity', body],
    ['br', brotlied],
    ['gzip', gzipped],
  ]);
}

const brotli = (body: Buffer, effort: number): Promise<Buffer> =>
  promisify(brotliCompress)(body, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: effort,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });

/**
 * The encoding to send: of those accepted, the weightiest to the browser, then the one we would rather send.
 *
 * SOURCE: RFC 9110, 12.5.3.
 */
export function encodingFor(accepted: string | undefined, bodies: Bodies): Encoding {
  const weights = weightsIn(accepted ?? '');
  const weightOf = (encoding: Encoding): number =>
    weights.get(encoding) ?? (encoding === 'identity' ? LEAST : weights.get('*')) ?? 0;
  const [best] = PREFERRED.filter((encoding) => bodies.has(encoding)).toSorted(
    (a, b) => weightOf(b) - weightOf(a),
  );
  return best !== undefined && weightOf(best) > 0 ? best : 'identity';
}

/** What is not compressed is acceptable when it is not named, but less than anything that is. */
const LEAST = 0.0001;

/** Weights by encoding in an `accept-encoding` header: 1 where none is given. */
function weightsIn(header: string): ReadonlyMap<string, number> {
  const weights = header
    .toLowerCase()
    .split(',')
    .map((each): [string, number] => {
      const [name = '', ...parameters] = each.split(';').map((part) => part.trim());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return [name, weight === undefined ? 1 : Number(weight) || 0];
    });
  return new Map(weights);
}
