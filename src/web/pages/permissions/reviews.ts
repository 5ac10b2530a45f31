import { type EarlyReview, readReviews, settleReview } from '../../../permissions/index.ts';
import { mayUse } from '../../powers.ts';
import type { Query } from '../../querying.ts';
import { type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, idIn } from '../people/acting.ts';
import { filledIn } from '../people/filling.ts';
import { permissionAddress } from './addresses.ts';
import { namesOf } from './names.ts';
import { reviewsPage } from './reviews-page.ts';
import { saidBanner } from './words.ts';

interface OfReview {
  readonly Params: InSchool['Params'] & { readonly id: string };
}

/** `/schools/:school/reviews`: what makes the policy due for a look before its time. */
export const reviewPages: Routes = (app, site) => {
  app.get<InSchool & { Querystring: Query }>(
    '/schools/:school/reviews',
    { config: { power: 'permissions.oversee' } },
    async (request, reply) => {
      const acting = actingIn(site, request);
      return sendPage(reply, await pageOf(site, acting, saidBanner(request.query)));
    },
  );

  app.post<OfReview>(
    '/schools/:school/reviews/:id/outcome',
    { config: { power: 'permissions.enter' } },
    async (request, reply) => {
      const acting = actingIn(site, request);
      const id = idIn(request.params.id);
      const filled = filledIn(request.body);
      if (!filled.has('outcome')) return sendPage(reply.code(422), await pageOf(site, acting, undefined, id));
      const { act, viewer, school } = acting;
      await site.store.transaction((tx) =>
        settleReview(tx, { ...act, by: viewer.personId }, id, filled.text('outcome')),
      );
      return reply.redirect(`${permissionAddress.reviews(school.key)}?done=settled`, 303);
    },
  );
};

async function pageOf(
  site: Site,
  acting: Acting,
  banner: ReturnType<typeof saidBanner>,
  withoutOutcome?: string,
) {
  const reviews: EarlyReview[] = await readReviews(site.store.db, acting.school.key);
  const names = await namesOf(
    site,
    acting,
    reviews.map(({ settledBy }) => settledBy),
  );
  const maySettle = mayUse('permissions.enter', acting.viewer.roles);
  return reviewsPage({ acting, reviews, names, maySettle, withoutOutcome, banner });
}
