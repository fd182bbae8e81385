import { z } from 'zod';
import { freezeChangeSchema, freezeInputSchema } from '../contract/memberships.js';
import { idParamSchema } from '../contract/primitives.js';
import type { ApiDependencies } from '../http/api-dependencies.js';
import { defineRoute, type Route } from '../http/route.js';

const byId = z.object({ id: idParamSchema });
const previewQuery = z.object({
  /** Computes the change and writes nothing. */
  preview: z.enum(['true', 'false']).default('false'),
});

export function lazyDaysRoutes({ lazyDays }: ApiDependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/clients/:id/freezes',
      summary: {
        en: 'Freeze; names every period that moves',
        ru: 'Заморозить; ответ называет каждый сдвинутый период',
      },
      scope: 'write',
      params: byId,
      query: previewQuery,
      body: freezeInputSchema,
      answer: freezeChangeSchema,
      creates: ({ query }) => query.preview === 'false',
      refusals: ['client_archived', 'no_membership', 'freeze_not_covered', 'freeze_in_past', 'freeze_overlap'],
      handle: ({ params, query, body, actor }) => {
        const freeze = { ...body, clientId: params.id };
        return query.preview === 'true' ? lazyDays.previewFreeze(freeze, actor) : lazyDays.freeze(freeze, actor);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/freezes/:id/resume',
      summary: { en: 'End a freeze early', ru: 'Закончить заморозку раньше' },
      scope: 'write',
      params: byId,
      answer: freezeChangeSchema,
      refusals: ['freeze_finished'],
      handle: ({ params, actor }) => lazyDays.resume(params.id, actor),
    }),
    defineRoute({
      method: 'delete',
      path: '/freezes/:id',
      summary: { en: 'Cancel a freeze that has not begun', ru: 'Отменить ещё не начатую заморозку' },
      scope: 'write',
      params: byId,
      answer: freezeChangeSchema,
      refusals: ['freeze_already_begun', 'freeze_finished'],
      handle: ({ params, actor }) => lazyDays.cancel(params.id, actor),
    }),
  ];
}
