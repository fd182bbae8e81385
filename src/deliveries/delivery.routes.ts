import { claimAnswerSchema, claimInputSchema, stepAnswerSchema, stepInputSchema } from '../contract/deliveries.js';
import type { ApiDependencies } from '../http/api-dependencies.js';
import { defineRoute, type Route } from '../http/route.js';

/** For the workers that send; nobody in Telegram makes these calls. */
export function deliveryRoutes({ claims, steps }: Pick<ApiDependencies, 'claims' | 'steps'>): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/deliveries/claim',
      summary: { en: 'Take messages that are due', ru: 'Взять сообщения, которым пора уйти' },
      scope: 'bot',
      body: claimInputSchema,
      answer: claimAnswerSchema,
      handle: ({ body, hungUp }) => claims.claim(body, hungUp()),
    }),
    defineRoute({
      method: 'post',
      path: '/deliveries/step',
      summary: { en: 'Report sent messages and begin others', ru: 'Сообщить об отправленных и начать другие' },
      scope: 'bot',
      body: stepInputSchema,
      answer: stepAnswerSchema,
      handle: ({ body }) => steps.step(body),
    }),
  ];
}
