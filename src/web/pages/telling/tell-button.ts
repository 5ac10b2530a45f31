import { listed, roleName } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import type { Child } from '../../html/index.ts';
import type { Given } from '../answer/answer.ts';
import { tellingAddress } from './addresses.ts';

/** The way from an answer that says whom to tell to the form, with what was asked filled in. */
export function tellButton(school: School, { verdict, question, kept, isCurrentEdition }: Given): Child {
  if (!isCurrentEdition || verdict.verdict !== 'report' || question.event === undefined) return undefined;
  const roles = [...new Set(verdict.routes.flatMap((route) => route.roles))];
  const names = listed(roles.map((role) => roleName(school.policy.pack, role)));
  return button({
    text: names === '' ? 'Tell the school now' : `Tell ${names} now`,
    href: tellingAddress.fromAnswer(school.key, kept.id),
  });
}
