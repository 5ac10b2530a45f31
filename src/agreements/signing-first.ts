import { decide, type Policy } from '../policy/index.ts';

/**
 * Whether the policy plainly forbids people with these roles to use school ICT before they have signed. Where the text
 * is contested nobody is kept out: that is for the school to rule.
 */
export function signsFirst(policy: Policy, roles: readonly string[]): boolean {
  const act = 'use-ict-unsigned';
  if (roles.length === 0 || !policy.vocabulary.acts.has(act)) return false;
  const { verdict, strength, contested } = decide(policy, {
    mode: 'may',
    as: roles,
    act,
    facts: { signed: false },
    permissions: [],
  });
  return verdict === 'no' && strength === 'must' && !contested;
}
