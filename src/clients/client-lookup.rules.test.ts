import { describe, expect, it } from '@jest/globals';
import { calendarDate } from '../lib/calendar-date.js';
import { cardKeyOf, cardKeysOf, lookupColumns } from './client-lookup.rules.js';

describe('the number of a card', () => {
  it.each(['AB 123', 'ab123', 'Ав-123'.replace('-', ''), ' а b 1 2 3 '])('of «%s» is the same card', (number) => {
    expect(cardKeyOf(number)).toBe('ab123');
  });

  it('is found from a scanner that presses keys while the Russian layout is on', () => {
    expect(cardKeysOf('ФИ-123')).toContain('ab-123');
    expect(cardKeysOf('7001')).toEqual(['7001']);
  });

  it('is none of a long text or of nothing', () => {
    expect([cardKeysOf('1'.repeat(33)), cardKeysOf('  ')]).toEqual([[], []]);
  });
});

describe('what clients are looked up by', () => {
  it('follows from the record, and leaves the card of an archived client to others', () => {
    const client = {
      ...{ firstName: 'Анна', lastName: 'Ёлкина', cardNumber: 'K 7', telegramUsername: 'Anna_E' },
      birthDate: calendarDate('1990-02-28'),
    };
    const columns = { searchName: 'елкина анна елкина', birthMonthDay: '02-28', telegramNameKey: 'anna_e' };
    expect(lookupColumns(client)).toEqual({ ...columns, cardKey: 'k7' });
    expect(lookupColumns({ ...client, archivedAt: new Date(0) })).toEqual({ ...columns, cardKey: null });
  });
});
