import { createMongoAbility, type RawRuleOf, type MongoAbility, subject } from '@casl/ability';
import type { CommonPolicy, Engine, PlainClause } from '../common-policy.ts';

type Ability = MongoAbility<[string, 'Thing' | { readonly kind: 'Thing' }]>;

/** CASL with an ability kept for each role. Its later rules go before earlier ones, so bans stand last. */
export function casl(common: CommonPolicy): Engine {
  const { vocabulary, clauses, questions } = common;
  const ordered = clauses.toSorted(
    (one, other) => Number(one.effect === 'forbid') - Number(other.effect === 'forbid'),
  );
  const rulesFor = (role: string) => ordered.filter((clause) => vocabulary.roles.is(role, clause.role));
  const abilities = new Map(
    [...new Set(questions.map((question) => question.role))].map((role) => [
      role,
      createMongoAbility<Ability>(
        rulesFor(role).map((clause) => ruleOf(clause, vocabulary.acts.narrower(clause.act))),
      ),
    ]),
  );
  return {
    name: 'CASL 7.0.1 (kept for each role)',
    says: 'one deciding rule',
    questions: questions.length,
    isAllowed({ role, act, facts }) {
      const rule = abilities
        .get(role)
        ?.relevantRuleFor(act, subject('Thing', { ...facts }) as unknown as { kind: 'Thing' });
      return rule !== null && rule !== undefined && !rule.inverted;
    },
  };
}

const ruleOf = ({ effect, facts, id }: PlainClause, acts: readonly string[]): RawRuleOf<Ability> => ({
  action: [...acts],
  subject: 'Thing',
  inverted: effect === 'forbid',
  reason: id,
  ...(Object.keys(facts).length > 0 && { conditions: { ...facts } }),
});
