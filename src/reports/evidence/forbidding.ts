import type { FactValue } from '../../policy/index.ts';
import { refusesFiles, type ReportKind } from '../kind.ts';

/** The fact under which a picture may itself be unlawful to copy, send or keep. */
export const IMAGE_FACT = 'illegal-image-possible';

/**
 * Whether files may come with a report. Where an indecent image of a child may be in play nobody sends it on, not even to
 * those who look into it: to take it would be to make one more copy.
 * SOURCE: DfE, Keeping children safe in education 2026, part one; Protection of Children Act 1978, section 1
 */
export const mayHandIn = (
  kind: ReportKind | undefined,
  facts: Readonly<Record<string, FactValue>>,
  found: ReadonlyMap<string, unknown> = new Map(),
): boolean => facts[IMAGE_FACT] !== true && (kind === undefined || !refusesFiles(kind, facts, found));
