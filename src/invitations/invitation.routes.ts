import { z } from 'zod';
import { idParamSchema } from '../contract/primitives.js';
import { acceptedInvitationSchema, invitationAnswerSchema } from '../contract/sessions.js';
import type { ApiDependencies } from '../http/api-dependencies.js';
import { defineRoute, type Route } from '../http/route.js';
import { sender } from '../http/telegram-rights.js';

const byId = z.object({ id: idParamSchema });
const REFUSALS = [
  'not_your_invitation',
  'client_archived',
  'session_cancelled',
  'session_closed',
  'invitation_expired',
] as const;

export function invitationRoutes({ invitationAnswers }: ApiDependencies): Route[] {
  const answering = {
    method: 'post',
    scope: 'write',
    telegram: sender,
    params: byId,
    body: invitationAnswerSchema,
    answer: acceptedInvitationSchema,
  } as const;
  return [
    defineRoute({
      ...answering,
      path: '/invitations/:id/accept',
      summary: { en: 'The invited person comes; gives the link', ru: 'Приглашённый придёт; даёт ссылку' },
      refusals: [...REFUSALS, 'client_not_active'],
      handle: ({ params, body, actor }) => invitationAnswers.accept(params.id, body, actor),
    }),
    defineRoute({
      ...answering,
      path: '/invitations/:id/decline',
      summary: { en: 'The invited person does not come', ru: 'Приглашённый не придёт' },
      refusals: REFUSALS,
      handle: ({ params, body, actor }) => invitationAnswers.decline(params.id, body, actor),
    }),
  ];
}
