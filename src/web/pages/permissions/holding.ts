import {
  type Permission,
  permissionPdf,
  permissionState,
  holdersFor,
  readPermissions,
  rolesNamed,
  readRestrictions,
  withdraw,
} from '../../../permissions/index.ts';
import { mayUse } from '../../powers.ts';
import type { Query } from '../../querying.ts';
import { type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, idIn, notHere } from '../people/acting.ts';
import { filledIn, noMistakes } from '../people/filling.ts';
import { permissionAddress } from './addresses.ts';
import { clausesOf } from './clauses.ts';
import { type Held, heldPage, permissionPage } from './holding-page.ts';
import { namesOf } from './names.ts';
import { mayWithdraw, rolesToWithdraw } from './withdrawers.ts';
import { saidBanner } from './words.ts';
import { writtenOf } from './writing-permissions.ts';

interface OfPermission {
  readonly Params: InSchool['Params'] & { readonly id: string };
  readonly Querystring: Query;
}

/** Whose permission it is, and who may withdraw it, is looked at for each. */
const signedIn = { config: { power: 'permissions.answer' } } as const;

/** `/schools/:school/my/permissions` and `/schools/:school/permissions/:id`: a permission as its holder has it. */
export const holdingPages: Routes = (app, site) => {
  app.get<InSchool>('/schools/:school/my/permissions', signedIn, async (request, reply) => {
    const acting = actingIn(site, request);
    const { school, viewer, day } = acting;
    const { personId } = viewer;
    const permissions = await readPermissions(site.store.db, school.key, { personId });
    const restrictions = await readRestrictions(site.store.db, school.key, { personId, liveOn: day });
    const clauses = await clausesOf(site, school, school.edition.number);
    return sendPage(reply, heldPage(acting, permissions, restrictions, clauses));
  });

  app.get<OfPermission>('/schools/:school/permissions/:id', signedIn, async (request, reply) => {
    const acting = actingIn(site, request);
    const held = await heldIn(site, acting, request.params.id);
    return sendPage(reply, permissionPage(held, saidBanner(request.query), noMistakes));
  });

  app.get<OfPermission>(
    '/schools/:school/permissions/:id/permission.pdf',
    signedIn,
    async (request, reply) => {
      const held = await heldIn(site, actingIn(site, request), request.params.id);
      if (!held.mayPrint) throw notHere();
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="permission-${held.permission.number}.pdf"`)
        .send(Buffer.from(await permissionPdf(await writtenOf(site, held))));
    },
  );

  app.post<OfPermission>('/schools/:school/permissions/:id/withdrawal', signedIn, async (request, reply) => {
    const acting = actingIn(site, request);
    const held = await heldIn(site, acting, request.params.id);
    if (!held.mayWithdraw) throw notHere();
    const filled = filledIn(request.body);
    if (!filled.has('reason')) {
      const mistakes = new Map([['reason', 'Say why: the holder reads it']]);
      return sendPage(reply.code(422), permissionPage(held, undefined, mistakes));
    }
    const { id } = held.permission;
    await site.store.transaction((tx) =>
      withdraw(
        tx,
        { ...acting.act, by: acting.viewer.personId },
        acting.school.policy,
        id,
        filled.text('reason'),
      ),
    );
    return reply.redirect(`${permissionAddress.permission(acting.school.key, id)}?done=withdrawn`, 303);
  });
};

/** A permission for its holder, for who oversees, and for who gave it or may withdraw it. @throws PAGE_NOT_FOUND */
async function heldIn(site: Site, acting: Acting, id: string): Promise<Held> {
  const { school, viewer, day } = acting;
  const { db } = site.store;
  const [permission] = await readPermissions(db, school.key, { id: idIn(id) });
  if (!permission) throw notHere();
  const may = mayWithdraw(
    school,
    permission,
    viewer.personId,
    await holdersFor(
      db,
      school.key,
      day,
      rolesNamed([{ roles: rolesToWithdraw(school, permission) }]),
      school.policy,
    ),
  );
  const isOwn = permission.personId === viewer.personId;
  const mayPrint = isOwn || mayUse('permissions.oversee', viewer.roles);
  if (!may && !mayPrint) throw notHere();
  return {
    acting,
    permission,
    names: await namesOf(site, acting, [permission.personId, permission.withdrawal?.personId]),
    clauses: await clausesOf(site, school, permission.edition),
    mayWithdraw: may && isStanding(permission, day),
    mayPrint,
  };
}

const isStanding = (permission: Permission, day: string): boolean =>
  ['live', 'to-come'].includes(permissionState(permission, day));
