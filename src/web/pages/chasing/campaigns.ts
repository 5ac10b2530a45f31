import { campaigns, openCampaign } from '../../../agreements/index.ts';
import { Fault } from '../../../kernel/index.ts';
import { address, type InSchool, type Routes, sendPage } from '../../site.ts';
import { actingIn } from '../people/acting.ts';
import { type Filled, filledIn, type Mistakes, noMistakes, prefilled, wrongDay } from '../people/filling.ts';
import { campaignsPage, reasons } from './campaigns-page.ts';

const publishing = { config: { power: 'agreements.publish' } } as const;

/** `/schools/:school/signing/campaigns`: rounds of asking everybody, or those for whom something changed. */
export const campaignPages: Routes = (app, site) => {
  app.get<InSchool>('/schools/:school/signing/campaigns', publishing, async (request, reply) => {
    const acting = actingIn(site, request);
    const rounds = await campaigns(site.store, acting.school.key);
    return sendPage(reply, campaignsPage(acting, rounds, prefilled({}), noMistakes));
  });

  app.post<InSchool>('/schools/:school/signing/campaigns', publishing, async (request, reply) => {
    const acting = actingIn(site, request);
    const filled = filledIn(request.body);
    const again = async (mistakes: Mistakes) => {
      const rounds = await campaigns(site.store, acting.school.key);
      return sendPage(reply.code(422), campaignsPage(acting, rounds, filled, mistakes));
    };
    const reason = reasons.find((each) => each === filled.text('reason'));
    const mistakes = mistakesOf(filled, acting.day);
    if (reason === undefined || mistakes.size > 0) return again(mistakes);
    try {
      await openCampaign(site.store, site.forms, site.clock, {
        school: acting.school.key,
        reason,
        dueOn: filled.day('dueOn'),
        by: acting.viewer.personId,
      });
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'CAMPAIGN_OPEN') throw error;
      return again(new Map([['reason', 'People are being asked for this already']]));
    }
    return reply.redirect(`${address.signing(acting.school.key)}?done=campaign`, 303);
  });
};

function mistakesOf(filled: Filled, today: string): Mistakes {
  const mistakes = new Map<string, string>();
  if (!reasons.some((each) => each === filled.text('reason')))
    mistakes.set('reason', 'Choose why people are asked');
  const dueOn = filled.day('dueOn');
  if (dueOn === wrongDay) mistakes.set('dueOn-day', 'Enter a day such as 30 9 2026, or leave it empty');
  else if (dueOn !== undefined && dueOn < today) mistakes.set('dueOn-day', 'This day has gone by');
  return mistakes;
}
