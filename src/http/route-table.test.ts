import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { DomainError } from '../errors/domain-error.js';
import { defineRoute, type Method, type Route } from './route.js';
import { RouteTable } from './route-table.js';

function route(method: Method, path: string): Route {
  return defineRoute({
    method,
    path,
    summary: { en: path, ru: path },
    scope: 'read',
    params: z.unknown(),
    handle: () => Promise.resolve(),
  });
}

const table = new RouteTable([
  route('get', '/clients'),
  route('post', '/clients'),
  route('get', '/clients/count'),
  route('get', '/clients/:id'),
  route('put', '/clients/by-telegram/:telegramId/photo'),
]);

function found(method: string, path: string) {
  const result = table.find(method, path);
  return result && 'route' in result ? { path: result.route.path, params: result.params } : result;
}

describe('the table of routes', () => {
  it('tells a fixed address from a parameter, whichever is declared first', () => {
    expect(found('GET', '/clients/count')).toEqual({ path: '/clients/count', params: {} });
    expect(found('GET', '/clients/7')).toEqual({ path: '/clients/:id', params: { id: '7' } });
  });

  it('takes letters of any case, a slash at the end, and HEAD for GET', () => {
    expect(found('HEAD', '/Clients/')).toEqual({ path: '/clients', params: {} });
    expect(found('PUT', '/clients/BY-telegram/5/photo')).toMatchObject({ params: { telegramId: '5' } });
  });

  it('decodes what a parameter carries and keeps its case', () => {
    expect(found('GET', '/clients/%D0%90%2FBc')).toMatchObject({ params: { id: 'А/Bc' } });
    expect(() => table.find('GET', '/clients/%E0%A4%A')).toThrow(new DomainError('malformed'));
  });

  it('names the methods of an address that is asked with another', () => {
    expect(found('DELETE', '/clients')).toEqual({ allowed: ['GET', 'POST', 'OPTIONS', 'HEAD'] });
    expect(found('GET', '/clients/by-telegram/5/photo')).toEqual({ allowed: ['PUT', 'OPTIONS'] });
  });

  it('finds nothing where a part is empty, missing or one too many', () => {
    for (const path of ['/', '', '/client', '/clients//', '/clients/7/8', '//clients', '/clients/by-telegram//photo']) {
      expect(found('GET', path)).toBeNull();
    }
  });
});
