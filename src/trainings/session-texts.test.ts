import { describe, expect, it } from '@jest/globals';
import { calendarDate } from '../lib/calendar-date.js';
import { checkTelegramHtml } from '../lib/telegram-html.js';
import { LANGUAGES } from '../lib/wording.js';
import {
  invitationMessage,
  sessionDay,
  sessionMessage,
  type SessionNotice,
  type ToldSession,
} from './session-texts.js';

const session: ToldSession = {
  id: 7,
  groupName: 'Йога <утро> & "день"',
  coachName: 'Олег Ким',
  date: calendarDate('2026-03-10'),
  time: '19:00',
  link: 'https://meet.example.com/a?x=1&y=2',
};
const NOTICES: SessionNotice[] = [
  'moved',
  'cancelled',
  'link',
  'noLink',
  'coach',
  'assigned',
  'unassigned',
  'movedForCoach',
  'cancelledForCoach',
];

describe('what is told of a session', () => {
  it('names the day of the week and never "today"', () => {
    expect(sessionDay(session.date, 'ru')).toBe('вторник, 10 марта');
    expect(sessionDay(session.date, 'en')).toBe('Tuesday 10 March');
  });

  it.each(NOTICES)('is good Telegram HTML with every value in it: %s', (notice) => {
    for (const language of LANGUAGES) {
      const { text } = sessionMessage(notice, session, language, null);
      expect(checkTelegramHtml(text)).toHaveProperty('length');
      expect(text).toContain('Йога &lt;утро&gt; &amp; &quot;день&quot;');
      expect(text).not.toMatch(/[{}]/);
    }
    const [russian, english] = LANGUAGES.map((language) => sessionMessage(notice, session, language, null).text);
    expect(russian).not.toBe(english);
  });

  it('can be answered where the time is another one: anew, or by a no to who has said yes', () => {
    const kinds = (status: 'sent' | 'accepted' | 'declined') =>
      sessionMessage('moved', session, 'en', { invitationId: 3, status })
        .buttons.flat()
        .map(({ kind }) => kind);
    expect(kinds('sent')).toEqual(['join', 'decline']);
    expect(kinds('accepted')).toEqual(['decline']);
    expect(kinds('declined')).toEqual([]);
  });

  it('asks with two buttons that name the invitation', () => {
    const { buttons } = invitationMessage(session, 3, 'en');
    expect(buttons).toEqual([
      [
        { kind: 'join', text: 'Join', invitationId: 3 },
        { kind: 'decline', text: 'Can’t come', invitationId: 3 },
      ],
    ]);
  });
});
