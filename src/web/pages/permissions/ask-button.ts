import { demandOf } from '../../../permissions/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import type { Child } from '../../html/index.ts';
import type { Given } from '../answer/answer.ts';
import { permissionAddress } from './addresses.ts';
import { wordAsking } from './requesting-page.ts';

/** The way from an answer to the request: where somebody's agreement, or an exemption, would turn it to yes. */
export function askButton(
  school: School,
  { verdict, question, policy, kept, isCurrentEdition }: Given,
): Child {
  const mayHelp = verdict.verdict === 'ask' || verdict.verdict === 'no';
  if (!isCurrentEdition || !mayHelp || question.mode !== 'may' || question.act === undefined)
    return undefined;
  const isExemption = verdict.verdict === 'no';
  const { parts } = demandOf(policy, { ...question, permissions: [] }, isExemption);
  if (parts.length === 0) return undefined;
  return button({
    text: wordAsking(school, parts, isExemption),
    href: permissionAddress.asking(school.key, kept.id),
  });
}
