import { plansSchema } from '../contract/memberships.js';
import type { ApiDependencies } from '../http/api-dependencies.js';
import { defineRoute, type Route } from '../http/route.js';
import { admin } from '../http/telegram-rights.js';

export function planRoutes({ plans }: ApiDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/plans',
      summary: { en: 'What may be sold now', ru: 'Что сейчас продаётся' },
      scope: 'read',
      telegram: admin,
      answer: plansSchema,
      handle: async () => ({ items: await plans.listActive() }),
    }),
  ];
}
