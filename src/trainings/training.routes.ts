import { visitInputSchema, visitSchema } from '../contract/trainings.js';
import { DomainError } from '../errors/domain-error.js';
import type { ApiDependencies } from '../http/api-dependencies.js';
import { defineRoute, type Route } from '../http/route.js';
import { admin } from '../http/telegram-rights.js';
import { presentVisit } from './training.presenter.js';

export function trainingRoutes({ trainings, clientQueries }: ApiDependencies): Route[] {
  const clientIdOf = async (body: { clientId?: number; telegramId?: string }): Promise<number> => {
    if (body.clientId !== undefined) return body.clientId;
    const client = body.telegramId === undefined ? null : await clientQueries.findByTelegramId(body.telegramId);
    if (!client) throw new DomainError('not_found');
    return client.id;
  };
  return [
    defineRoute({
      method: 'post',
      path: '/trainings',
      summary: { en: 'Record a visit; twice is the same visit', ru: 'Отметить посещение; дважды — то же самое' },
      scope: 'write',
      telegram: admin,
      body: visitInputSchema,
      answer: visitSchema,
      creates: true,
      refusals: [
        'not_found',
        'archived',
        'client_not_active',
        'client_archived',
        'session_closed',
        'date_in_future',
        'date_too_far',
      ],
      handle: async ({ body, actor }) => {
        const { groupTrainingId, date } = body;
        return presentVisit(
          await trainings.recordVisit({ clientId: await clientIdOf(body), groupTrainingId, date }, actor),
        );
      },
    }),
  ];
}
