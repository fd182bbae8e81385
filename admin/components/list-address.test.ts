import { describe, expect, it } from '@jest/globals';
import { addressParams, readAddress, sortedBy, withFilters } from './list-address.js';

const ADDRESS =
  '?filters.status=owing&filters.saleDate~~from=2026-03-01&sortBy=endDate&direction=desc&page=3&perPage=50';

describe('the address of a list', () => {
  it('keeps filters, order, page and page size, so that going back finds the same rows', () => {
    const address = readAddress(ADDRESS);
    expect(address).toEqual({
      filters: { status: 'owing', 'saleDate~~from': '2026-03-01' },
      sortBy: 'endDate',
      direction: 'desc',
      page: 3,
      perPage: 50,
    });
    expect(readAddress(new URLSearchParams(addressParams(address)).toString())).toEqual(address);
  });

  it('begins at the first page when the filters change, and forgets an empty one', () => {
    const changed = withFilters(readAddress(ADDRESS), { status: '', q: 'anna' });
    expect(changed).toMatchObject({ filters: { 'saleDate~~from': '2026-03-01', q: 'anna' }, page: 1, perPage: 50 });
  });

  it('turns the order round at the second click on a heading', () => {
    const once = sortedBy(readAddress(''), 'phone');
    expect(once).toMatchObject({ sortBy: 'phone', direction: 'asc' });
    expect(sortedBy(once, 'phone')).toMatchObject({ sortBy: 'phone', direction: 'desc' });
    expect(sortedBy(once, 'region')).toMatchObject({ sortBy: 'region', direction: 'asc' });
  });

  it('takes nonsense for the usual', () => {
    expect(readAddress('?page=-4&perPage=7&direction=up&filters.q=')).toEqual({
      filters: {},
      sortBy: '',
      direction: '',
      page: 1,
      perPage: 0,
    });
  });
});
