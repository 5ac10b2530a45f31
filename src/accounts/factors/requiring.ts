import { type Clause, clausesOf, type Pack } from '../../policy/index.ts';

/** The act of turning a second factor on, and of doing without one, as the common words name them. */
const ACTS = { require: 'enable-mfa', forbid: 'go-without-mfa' } as const;

/**
 * Whether the policy wants a second factor of somebody with these roles. A clause that only holds in some circumstances
 * counts: signing in cannot know in which of them somebody will work. What is merely advised does not.
 */
export const factorsRequired = (pack: Pack, roles: readonly string[]): boolean =>
  clausesOf(pack).some(
    (clause) => wantsFactor(clause, pack) && clause.strength !== 'advised' && bindsAny(clause, pack, roles),
  );

function wantsFactor({ verb, targets }: Clause, { vocabulary }: Pack): boolean {
  if (verb !== 'require' && verb !== 'forbid') return false;
  const line = vocabulary.acts.wider(ACTS[verb]);
  return targets.some((target) => line.includes(target));
}

function bindsAny(clause: Clause, pack: Pack, roles: readonly string[]): boolean {
  const words = pack.vocabulary.roles;
  const treated = (role: string) =>
    words.wider(role).flatMap((wide) => pack.roles.get(wide)?.treatedAs.map((other) => other.role) ?? []);
  return (
    roles.length > 0 &&
    (clause.who.includes('everyone') ||
      roles
        .flatMap((role) => [role, ...treated(role)])
        .some((role) => clause.who.some((wide) => words.is(role, wide))))
  );
}

/** Whether somebody has to give a second factor, or set one up, before anything else. */
export const needsFactor = (
  viewer: { readonly strength: 1 | 2; readonly roles: readonly string[] },
  pack: Pack,
): boolean => viewer.strength === 1 && factorsRequired(pack, viewer.roles);
