import { z } from 'zod';
import { membershipPreviewSchema, membershipSchema, paymentInputSchema } from '../contract/memberships.js';
import { idParamSchema, pageQuerySchema, pageSchema, previewQuerySchema } from '../contract/primitives.js';
import { DomainError } from '../errors/domain-error.js';
import type { ApiDependencies } from '../http/api-dependencies.js';
import { decodeIdCursor, encodeIdCursor } from '../http/cursor.js';
import { defineRoute, type Route } from '../http/route.js';
import { admin, anyOf, self } from '../http/telegram-rights.js';

const byClient = z.object({ id: idParamSchema });

export function paymentRoutes({ payments, clientQueries }: ApiDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/clients/:id/payments',
      summary: { en: 'A client’s payments with their periods', ru: 'Платежи клиента и их периоды' },
      scope: 'read',
      telegram: anyOf(self, admin),
      params: byClient,
      query: pageQuerySchema,
      answer: pageSchema(membershipSchema),
      handle: async ({ params, query }) => {
        const { memberships } = await clientQueries.getDetail(params.id);
        return pageAfter(memberships, query);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/clients/:id/payments',
      summary: { en: 'Sell the next membership period', ru: 'Продать следующий период' },
      scope: 'write',
      telegram: admin,
      params: byClient,
      query: previewQuerySchema,
      body: paymentInputSchema,
      answer: z.union([membershipSchema, membershipPreviewSchema]),
      creates: ({ query }) => query.preview === 'false',
      refusals: [
        'client_archived',
        'plan_archived',
        'period_overlap',
        'start_in_past',
        'trial_already_used',
        'visit_not_covered',
      ],
      handle: async ({ params, query, body, actor }) => {
        const sale = { ...body, clientId: params.id };
        if (query.preview === 'true') return payments.previewRenewal(sale, actor);
        const { id } = await payments.renew(sale, actor);
        const { memberships } = await clientQueries.getDetail(params.id);
        const sold = memberships.find((membership) => membership.id === id);
        if (!sold) throw new DomainError('not_found');
        return sold;
      },
    }),
  ];
}

/** A client's chain is read whole to be explained; pages only keep the answer short. */
function pageAfter<T extends { id: number }>(
  items: readonly T[],
  { limit, cursor }: { limit: number; cursor?: string },
): { items: T[]; nextCursor: string | null } {
  const last = cursor === undefined ? null : decodeIdCursor(cursor);
  const start = last === null ? 0 : items.findIndex(({ id }) => id === last) + 1;
  if (last !== null && start === 0) throw DomainError.field('cursor', 'malformed');
  const page = items.slice(start, start + limit);
  const end = page.at(-1);
  return { items: page, nextCursor: end && start + limit < items.length ? encodeIdCursor(end.id) : null };
}
