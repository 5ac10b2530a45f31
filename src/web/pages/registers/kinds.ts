import { addKind } from '../../../registers/index.ts';
import { type InSchool, type Routes, sendPage } from '../../site.ts';
import { type Filled, filledIn, noMistakes, prefilled } from '../people/filling.ts';
import { roleChoices } from '../people/role-choices.ts';
import { registers } from './addresses.ts';
import { circleNames, kindFormPage } from './kind-form.ts';
import { changing, type Desk, type Looking, lookingAt } from './looking.ts';
import { readKindForm } from './reading-kind.ts';

/** `/schools/:school/registers/kinds`: a register of the school's own. */
export const kindPages =
  (desk: Desk): Routes =>
  (app, site) => {
    app.get<InSchool>('/schools/:school/registers/kinds/new', changing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      return sendPage(reply, kindFormPage(looking, { filled: prefilled({}), mistakes: noMistakes }));
    });

    app.post<InSchool>('/schools/:school/registers/kinds', changing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const filled = filledIn(request.body);
      if (filled.has('more')) return sendPage(reply, kindFormPage(looking, { filled, mistakes: noMistakes }));
      const read = readFor(looking, filled);
      if ('mistakes' in read)
        return sendPage(reply.code(422), kindFormPage(looking, { filled, mistakes: read.mistakes }));
      const { id, data } = read;
      const isAdded = await site.store.transaction((tx) => addKind(tx, looking.act, id, data));
      if (isAdded) return reply.redirect(`${registers.kind(looking.school.key, id)}?done=kind-added`, 303);
      const mistakes = new Map([['plural', 'There is a register of this name. Use another']]);
      return sendPage(reply.code(422), kindFormPage(looking, { filled, mistakes }));
    });
  };

/** Nobody adds a register that they could not keep themselves. */
function readFor(looking: Looking, filled: Filled) {
  const owners = roleChoices(looking.school.policy.pack).map(({ value }) => value);
  const read = readKindForm(filled, { circles: Object.keys(circleNames), owners });
  if ('mistakes' in read || looking.may(read.kind, 'registers.change')) return read;
  return { mistakes: new Map([['keep', 'Choose so that you may see and keep the register yourself']]) };
}
