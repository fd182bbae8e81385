import { z } from 'zod';
import { presentCoach } from '../coaches/coach.presenter.js';
import { clientSchema } from '../contract/clients.js';
import { groupClientsQuerySchema, groupCoachesSchema, groupListQuerySchema, groupSchema } from '../contract/groups.js';
import { idParamSchema, pageSchema } from '../contract/primitives.js';
import type { ApiDependencies } from '../http/api-dependencies.js';
import { decodeIdCursor, encodeIdCursor } from '../http/cursor.js';
import { defineRoute, type Route } from '../http/route.js';
import { admin } from '../http/telegram-rights.js';

const byId = z.object({ id: idParamSchema });

export function groupRoutes({ groupQueries }: ApiDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/groups',
      summary: { en: 'Living groups', ru: 'Действующие группы' },
      scope: 'read',
      telegram: admin,
      query: groupListQuerySchema,
      answer: pageSchema(groupSchema),
      handle: async ({ query }) => {
        const { items, last } = await groupQueries.list({
          limit: query.limit,
          empty: query.empty === undefined ? undefined : query.empty === 'true',
          after: query.cursor === undefined ? undefined : decodeIdCursor(query.cursor),
        });
        return { items, nextCursor: last === null ? null : encodeIdCursor(last) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/groups/:id/clients',
      summary: { en: 'The clients of one group', ru: 'Клиенты одной группы' },
      scope: 'read',
      telegram: admin,
      params: byId,
      query: groupClientsQuerySchema,
      answer: pageSchema(clientSchema),
      handle: ({ params, query }) => groupQueries.clientsOf(params.id, query),
    }),
    defineRoute({
      method: 'get',
      path: '/groups/:id/coaches',
      summary: { en: 'Who may lead a session: the usual coach and the others', ru: 'Кто может вести занятие' },
      scope: 'read',
      telegram: admin,
      params: byId,
      answer: groupCoachesSchema,
      handle: async ({ params }) => {
        const { usual, others } = await groupQueries.coachesFor(params.id);
        return { usual: usual && presentCoach(usual), others: others.map(presentCoach) };
      },
    }),
  ];
}
