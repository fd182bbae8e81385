import { z } from 'zod';
import { freezeChangeSchema, freezeInputSchema } from '../contract/memberships.js';
import { freezeTermsSchema } from '../contract/people.js';
import { idParamSchema, previewQuerySchema } from '../contract/primitives.js';
import type { ApiDependencies } from '../http/api-dependencies.js';
import { defineRoute, type Route } from '../http/route.js';
import { admin, anyOf, client, self } from '../http/telegram-rights.js';

/** Why a freeze can be refused. */
const FREEZE_REFUSALS = [
  'client_archived',
  'no_membership',
  'freeze_not_covered',
  'freeze_in_past',
  'freeze_overlap',
  'freeze_has_visits',
  'freeze_not_allowed',
  'freeze_needs_notice',
  'freeze_too_short',
  'freeze_too_long',
  'freeze_days_used_up',
  'freeze_count_used_up',
  'freeze_from_bot_off',
] as const;

const byId = z.object({ id: idParamSchema });

export function lazyDaysRoutes({ lazyDays }: ApiDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/clients/:id/freeze-terms',
      summary: { en: 'Whether and how a freeze may be asked for now', ru: 'Можно ли сейчас заморозить и как' },
      scope: 'read',
      telegram: anyOf(self, admin),
      params: byId,
      answer: freezeTermsSchema,
      handle: ({ params, actor }) => lazyDays.terms(params.id, actor),
    }),
    defineRoute({
      method: 'post',
      path: '/clients/:id/freezes',
      summary: {
        en: 'Freeze; names every period that moves',
        ru: 'Заморозить; ответ называет каждый сдвинутый период',
      },
      scope: 'write',
      telegram: anyOf(self, admin),
      params: byId,
      query: previewQuerySchema,
      body: freezeInputSchema,
      answer: freezeChangeSchema,
      creates: ({ query }) => query.preview === 'false',
      refusals: FREEZE_REFUSALS,
      handle: ({ params, query, body, actor }) => {
        const freeze = { ...body, clientId: params.id };
        return query.preview === 'true' ? lazyDays.previewFreeze(freeze, actor) : lazyDays.freeze(freeze, actor);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/freezes/:id/resume',
      summary: {
        en: 'End a freeze early; a preview writes nothing',
        ru: 'Закончить заморозку раньше; предпросмотр ничего не записывает',
      },
      scope: 'write',
      telegram: anyOf(client, admin),
      params: byId,
      query: previewQuerySchema,
      answer: freezeChangeSchema,
      acceptsKey: true,
      refusals: ['client_archived', 'freeze_finished', 'visit_not_covered', 'freeze_from_bot_off'],
      handle: ({ params, query, actor }) =>
        query.preview === 'true' ? lazyDays.previewResume(params.id, actor) : lazyDays.resume(params.id, actor),
    }),
    defineRoute({
      method: 'delete',
      path: '/freezes/:id',
      summary: { en: 'Cancel a freeze that has not begun', ru: 'Отменить ещё не начатую заморозку' },
      scope: 'write',
      telegram: anyOf(client, admin),
      params: byId,
      answer: freezeChangeSchema,
      refusals: [
        'client_archived',
        'freeze_already_begun',
        'freeze_finished',
        'visit_not_covered',
        'freeze_from_bot_off',
      ],
      handle: ({ params, actor }) => lazyDays.cancel(params.id, actor),
    }),
  ];
}
