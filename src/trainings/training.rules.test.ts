import { describe, expect, it } from '@jest/globals';
import { calendarDate } from '../lib/calendar-date.js';
import { isFarAway, isWebLink, visitSlot } from './training.rules.js';

describe('the link to an online class', () => {
  it.each(['https://meet.example.com/abc-def?x=1', 'http://зал.рф/занятие', 'https://127.0.0.1:8443/room'])(
    'may be %s',
    (link) => expect(isWebLink(link)).toBe(true),
  );

  it.each([
    'javascript:alert(1)',
    'data:text/html,<b>',
    'tg://resolve?domain=x',
    'meet.example.com/abc',
    'https://',
    'https:///x',
    'https://a b',
    'https://x.example/"onclick=',
    'https://bank.example@evil.example/',
  ])('is never %s', (link) => expect(isWebLink(link)).toBe(false));
});

describe('a visit', () => {
  it('is counted once per session, and once per day without one', () => {
    expect(visitSlot(7, calendarDate('2026-03-01'))).toBe('s7');
    expect(visitSlot(null, calendarDate('2026-03-01'))).toBe('d2026-03-01');
  });

  it('more than a year away is a mistyped year', () => {
    const today = calendarDate('2026-03-01');
    expect(isFarAway(calendarDate('2025-03-01'), today)).toBe(false);
    expect(isFarAway(calendarDate('2025-02-27'), today)).toBe(true);
    expect(isFarAway(calendarDate('2062-03-01'), today)).toBe(true);
  });
});
