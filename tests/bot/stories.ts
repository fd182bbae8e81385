import type { ClientDetail } from '../../src/contract/clients.js';
import type { Roster } from '../../src/contract/sessions.js';
import { PERSON_ID, type BotChat } from './bot-chat.js';

/** `/command` and words are sent, `>label` presses the button with that label. */
export type Step = string | ((chat: BotChat) => Promise<void>);

export interface Story {
  flow: string;
  /** What the CRM knows before. */
  begin(chat: BotChat): void;
  /** Every step but the last leaves the dialogue waiting. */
  steps: readonly Step[];
  /** What the last step brings about; a repeated update adds nothing to it. */
  effects: readonly string[];
  /** Seen at the end. */
  says: string;
}

export const HOSTILE = '<b>&"</b>';
export const LINK_CODE = 'AbCdEfGhIjKlMnOpQrStUv';

const JPEG = new Uint8Array([0xff, 0xd8, 0xff]);

export async function take(chat: BotChat, step: Step): Promise<void> {
  if (typeof step !== 'string') return step(chat);
  return step.startsWith('>') ? chat.press(step.slice(1)) : chat.send(step);
}

export function activeClient(chat: BotChat, fields: Partial<ClientDetail> = {}): ClientDetail {
  return chat.api.addClient(PERSON_ID, {
    status: 'active',
    lastName: HOSTILE,
    endDate: '2026-04-06',
    daysLeft: 28,
    ...fields,
  });
}

export function admin(chat: BotChat): void {
  chat.api.admins.add(PERSON_ID);
  chat.api.addClient(42, { firstName: 'Борис', lastName: HOSTILE, status: 'active', phone: '+996555123456' });
  chat.api.groups = [
    {
      id: 5,
      name: HOSTILE,
      coachId: 1,
      weekdays: [1, 2, 3],
      startTime: '18:30',
      durationMinutes: 60,
      capacity: 20,
      clientCount: 12,
    },
  ];
  chat.api.plans = [
    {
      id: 7,
      name: `Месяц ${HOSTILE}`,
      price: '3000.00',
      durationDays: 30,
      durationMonths: null,
      visitLimit: null,
      isTrial: false,
    },
  ];
}

export function rosterOf(id: number): Roster {
  const people = ['Анна', 'Борис', HOSTILE].map((name, index) => ({
    clientId: index + 1,
    name,
    invitation: index === 0 ? ('accepted' as const) : ('sent' as const),
    attended: false,
  }));
  return {
    session: {
      id,
      group: { id: 5, name: HOSTILE },
      coach: { id: 1, firstName: 'Мария', lastName: HOSTILE },
      date: '2026-03-10',
      startsAt: '2026-03-10T12:30:00.000Z',
      durationMinutes: 60,
      link: null,
      cancelled: false,
      closedAt: null,
      invited: 3,
      joined: 1,
      attended: 0,
    },
    people,
  };
}

const sendPhoto =
  (caption?: string) =>
  async (chat: BotChat): Promise<void> => {
    chat.telegram.files.set('photo', JPEG);
    await chat.sendMessage({
      photo: [{ file_id: 'photo', width: 10, height: 10 }],
      ...(caption !== undefined && { caption, caption_entities: [{ type: 'bold', offset: 0, length: 5 }] }),
    });
  };

/** One walk through every dialogue of the bot. */
export const STORIES: readonly Story[] = [
  {
    flow: 'registration',
    begin: () => undefined,
    steps: ['/register', 'Анна', HOSTILE, '0555123456', 'a@example.com', 'Ош', '>Всё верно'],
    effects: ['createClient'],
    says: 'Вы зарегистрированы',
  },
  {
    flow: 'edit',
    begin: (chat) => void activeClient(chat),
    steps: [(chat) => chat.pressData('edit:photo'), sendPhoto(), '>Сохранить'],
    effects: [],
    says: 'Фото: сохранено',
  },
  {
    flow: 'link',
    begin: (chat) => void chat.api.linkCodes.set(LINK_CODE, activeClientOf(chat)),
    steps: [`/start ${LINK_CODE}`, '>Да, это я'],
    effects: ['useLinkCode'],
    says: 'всегда под рукой',
  },
  {
    flow: 'freeze',
    begin: (chat) => void activeClient(chat),
    steps: ['/freeze', '>15', '>7 дней', '>Заморозить'],
    effects: ['freeze'],
    says: 'Абонемент заморожен: <b>15–21 марта',
  },
  {
    flow: 'thaw',
    begin: (chat) => {
      const freezes = [{ id: 3, startDate: '2026-03-08', endDate: '2026-03-20', days: 13, reason: null }];
      activeClient(chat, { freezes });
      chat.api.terms = { ...chat.api.terms, current: { id: 3, startDate: '2026-03-08', endDate: '2026-03-20' } };
    },
    steps: [
      async (chat) => {
        await chat.send('/freeze');
        await chat.press('Я вернулся');
      },
      '>Да, я вернулся',
    ],
    effects: ['resumeFreeze'],
    says: 'С возвращением',
  },
  {
    flow: 'erase',
    begin: (chat) => void activeClient(chat),
    steps: [
      async (chat) => {
        await chat.send('/privacy');
        await chat.press('Удалить мои данные');
      },
      '>Да, удалить',
    ],
    effects: ['requestErasure'],
    says: 'Просьба отправлена',
  },
  {
    flow: 'session',
    begin: admin,
    steps: [
      '/session',
      `>${HOSTILE}`,
      '>Мария',
      '>Другое время',
      '>12',
      '>19:',
      '>19:30',
      'https://example.com/a',
      '>Начать и',
    ],
    effects: [
      'startSession {"groupId":5,"coachId":1,"startsAt":"2026-03-12T13:30:00.000Z","link":"https://example.com/a"}',
    ],
    says: 'Приглашено: <b>12 человек</b>',
  },
  {
    flow: 'broadcast',
    begin: admin,
    steps: [
      '/broadcast',
      '>Одной группе',
      `>${HOSTILE}`,
      '>Только с действующим',
      sendPhoto('Важно: <b>, {firstName}!'),
      '>Запланировать',
      '>11',
      '12:00',
      '>Запланировать',
    ],
    effects: ['createBroadcast <b>Важно</b>: &lt;b&gt;, {firstName}!', 'startBroadcast'],
    says: 'запланирована',
  },
  {
    flow: 'find',
    begin: admin,
    steps: ['/find', 'Бор', '>Борис'],
    effects: [],
    says: '👤 Борис &lt;b&gt;&amp;&quot;&lt;/b&gt;',
  },
  {
    flow: 'renew',
    begin: admin,
    steps: [
      async (chat) => {
        await chat.send('/find');
        await chat.send('Бор');
        await chat.press('Борис');
        await chat.press('Продлить');
      },
      '>Месяц',
      '>Карта',
      '>Продлить',
    ],
    effects: ['renew 1 {"amount":"3000.00","planId":7,"method":"card"}'],
    says: 'Продлено: <b>10 марта – 8 апреля',
  },
];

/** A record that staff have made: of nobody in Telegram yet. */
function activeClientOf(chat: BotChat): ClientDetail {
  const client = chat.api.addClient(1, { firstName: 'Анна', lastName: HOSTILE, telegramId: null });
  chat.api.clients.delete(1);
  return client;
}
