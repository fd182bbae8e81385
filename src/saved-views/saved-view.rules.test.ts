import { describe, expect, it } from '@jest/globals';
import { viewQuery } from './saved-view.rules.js';

describe('what a saved view keeps', () => {
  it('keeps filters and order, and neither the page nor its length', () => {
    expect(viewQuery('?page=7&perPage=50&filters.status=owing&sortBy=endDate&direction=desc')).toBe(
      'direction=desc&filters.status=owing&sortBy=endDate',
    );
  });

  it('keeps both ends of a range and whatever letters are looked for', () => {
    const query = viewQuery('filters.saleDate~~to=2026-03-31&filters.saleDate~~from=2026-03-01&filters.q=Ёлка & co');
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
      'filters.q': 'Ёлка ',
      'filters.saleDate~~from': '2026-03-01',
      'filters.saleDate~~to': '2026-03-31',
    });
  });

  it('drops what is no part of a list and what is empty', () => {
    expect(viewQuery('next=/admin/logout&filters.q=&filters.<b>=1&action=archive')).toBe('');
  });
});
